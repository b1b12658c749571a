import type { IntegrationObject } from '../model/model.ts';
import { timestampIn } from '../outbound/timestamp.ts';
import { CUT_CHANGE_NOTE } from '../store/cut-tables.ts';
import { rowIdSupply } from '../store/row-id-supply.ts';
import type { RowChange } from '../store/store.ts';
import { Ascent } from './ascent.ts';
import {
  CHANGE_NOTES,
  type ChangeNote,
  changeNote,
  notAfter,
  noteColumns,
  noteReference,
  ofPolicy,
  removal,
} from './change-notes.ts';
import { type ChangedObject, changedObjects, onlyOrigin } from './changed-object.ts';
import type { CompiledPolicy } from './compile-policies.ts';
import { objectsMeant } from './objects-meant.ts';
import { partnersByUser } from './origins.ts';
import { MOST_OBJECTS, type PolicyOutcome, type PolicyParts } from './policy-parts.ts';
import { sendObject } from './send-object.ts';

/** Notes that are read at once. */
const BATCH = 500;
/** Objects that are sent at the same time: the store commits them together where it can. */
const CONCURRENCY = 16;

/** Works off what has been noted for one policy, a batch at a time. */
export class PolicyRound {
  readonly #parts: PolicyParts;
  readonly #policy: CompiledPolicy;
  readonly #object: IntegrationObject;
  readonly #ascent: Ascent;

  constructor(parts: PolicyParts, policy: CompiledPolicy) {
    this.#parts = parts;
    this.#policy = policy;
    this.#object = policy.policy.process.integrationObject;
    this.#ascent = new Ascent(this.#object);
  }

  /**
   * Works off the notes that have waited longest.
   * @returns whether there may be more
   */
  async run(): Promise<boolean> {
    const { store, partners, partnerUsers } = this.#parts;
    const { name } = this.#policy.policy;
    const condition = { kind: 'all', of: [ofPolicy(name), notAfter('DUE_TS', timestampIn(0))] } as const;
    const orderBy = [{ column: noteReference('DUE_TS') }];
    const [notes, callers] = await store.read(async (reader) => {
      const rows = await reader.select({ shape: CHANGE_NOTES, condition, orderBy, limit: BATCH });
      return [
        rows.map(changeNote),
        rows.length === 0 ? NOBODY : await partnersByUser(reader, partners, partnerUsers),
      ] as const;
    });
    const below = notes.filter(({ component }) => component !== this.#object.root.name);
    if (below.length > 0) await this.#lift(below);
    const objects = changedObjects(
      notes.filter(({ component }) => component === this.#object.root.name),
      callers,
    );
    for (let start = 0; start < objects.length; start += MOST_OBJECTS) {
      await this.#workOff(objects.slice(start, start + MOST_OBJECTS), callers.size > 0);
    }
    return notes.length === BATCH || below.length > 0;
  }

  /** Makes notes of records below roots into notes of their roots; what has no root any more has nothing to be sent. */
  async #lift(notes: readonly ChangeNote[]): Promise<void> {
    const { store, stamp } = this.#parts;
    const roots = await store.read((reader) => this.#ascent.rootsOf(reader, notes));
    const lifted = new Map<string, readonly [rootId: string, originId: string]>();
    notes.forEach(({ originId }, position) => {
      for (const rootId of roots[position] ?? []) lifted.set(`${rootId} ${originId}`, [rootId, originId]);
    });
    await store.write(async (transaction) => {
      const newRowId = rowIdSupply(await transaction.allocateRowIds(lifted.size));
      const inserts = [...lifted.values()].map(([rootId, originId]) => this.#rootNote(newRowId(), rootId, originId));
      await transaction.apply([...notes.map(removal), ...inserts], stamp);
    });
  }

  #rootNote(rowId: string, rootId: string, originId: string): RowChange {
    const { policy } = this.#policy;
    const values = [policy.name, this.#object.root.name, rootId, originId || null, timestampIn(0)];
    return { kind: 'insert', table: CUT_CHANGE_NOTE, rowId, columns: LIFTED, values };
  }

  async #workOff(objects: readonly ChangedObject[], hasCallers: boolean): Promise<void> {
    const done = new Map<ChangedObject, PolicyOutcome>();
    const { receivers } = this.#policy;
    for (const object of objects) {
      const origin = onlyOrigin(object);
      if (origin !== undefined && receivers.size === 1 && receivers.has(origin)) done.set(object, 'Echo');
    }
    const open = objects.filter((object) => !done.has(object));
    for (const [object, outcome] of await this.#notMeant(open)) done.set(object, outcome);
    await this.#forget(done);
    const meant = open.filter((object) => !done.has(object));
    for (let start = 0; start < meant.length; start += CONCURRENCY) {
      const together = meant.slice(start, start + CONCURRENCY);
      await allOf(together.map((object) => sendObject(this.#parts, this.#policy, object, hasCallers)));
    }
  }

  /** Where one of them cannot be read, each is looked at by itself when it is sent: those beside it do not wait for it. */
  async #notMeant(objects: readonly ChangedObject[]): Promise<ReadonlyMap<ChangedObject, PolicyOutcome>> {
    return objectsMeant(this.#parts, this.#policy, objects).catch(() => new Map());
  }

  /** Takes the notes away of objects that nobody is to get. */
  async #forget(objects: ReadonlyMap<ChangedObject, PolicyOutcome>): Promise<void> {
    if (objects.size === 0) return;
    const { store, stamp, onResult } = this.#parts;
    const removals = [...objects.keys()].flatMap(({ notes }) => notes.map(removal));
    await store.write((transaction) => transaction.apply(removals, stamp));
    const { name } = this.#policy.policy;
    for (const [{ objectId, notes }, outcome] of objects)
      onResult({ policy: name, outcome, objectId, changes: notes.length });
  }
}

/** Resolves when all have ended, or rejects then as the first one of them did. */
async function allOf(works: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(works);
  await Promise.all(works);
}

const LIFTED = noteColumns(['POLICY', 'COMPONENT', 'RECORD_ID', 'ORIGIN_ID', 'DUE_TS']);
const NOBODY: ReadonlyMap<string, string> = new Map();
