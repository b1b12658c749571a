import { chooseUserKey } from '../../adapter/user-key.ts';
import type { WriteResult } from '../../adapter/write-result.ts';
import { CutError } from '../../errors/cut-error.ts';
import type { Transaction } from '../../store/store.ts';
import type { ProcessInterpreter } from '../../workflow/process-interpreter.ts';
import type { Caller } from '../../workflow/process-runner.ts';
import { feedErrors } from '../feed-error.ts';
import type { Receiver } from '../receiving-processes.ts';
import type { Reject } from '../reject-rows.ts';
import type { FeedObject } from '../split/feed-splitter.ts';
import { type AddressedObject, addressed, type ReceiverChoice } from './addressed-object.ts';
import { Tally } from './counts.ts';
import type { PreparedObject } from './prepared-object.ts';

export interface ObjectWriterParts {
  readonly transaction: Transaction;
  readonly interpreter: Pick<ProcessInterpreter, 'runWithin'>;
  readonly receivers: ReceiverChoice;
  readonly caller: Caller;
  /** Gets the counts of what is written, and of what is rejected. */
  readonly tally: Tally;
  /** How many more objects may be rejected. */
  readonly mayReject: number;
  /** Most objects that are written together. */
  readonly together: number;
}

type Readable = Extract<AddressedObject, { readonly receiver: Receiver }>;

interface Refused {
  readonly readable: Readable;
  readonly error: CutError;
}

/** What has become of neighbours. */
interface Outcome {
  readonly written: WriteResult[];
  readonly refused: Refused[];
  /** How many of these will be refused whatever is written behind them. */
  certain: number;
}

/** An object that came behind has written the record by now. */
const OVERTAKEN = new CutError('NO_LOOKUP_MATCH');
/** How often what was refused is gone over again. References that lead on to what comes behind are found in one round, whatever their number. */
const MOST_ROUNDS = 3;

/** Thrown to leave what comes after unwritten. */
const TOO_MANY = new Error('too many objects were rejected');

/**
 * Writes objects in their order: neighbours together as one message, in a savepoint. When that is refused, each half of them by itself, and so on,
 * until each object that is refused is found, and all others are written, as if each object had come alone, one after the other. But an object
 * may refer to one that comes behind it among those neighbours: when it was refused because that was not there yet, it is tried again behind
 * them, unless one of them is about the same record; only what is refused then counts as rejected.
 */
export class ObjectWriter {
  readonly rejects: Reject[] = [];
  /** How many objects were dealt with. */
  done = 0;
  readonly #parts: ObjectWriterParts;

  constructor(parts: ObjectWriterParts) {
    this.#parts = parts;
  }

  /** @returns whether all were dealt with; otherwise more were rejected than may be */
  async write(objects: Iterable<PreparedObject>): Promise<boolean> {
    try {
      for (const run of runsOf(objects, this.#parts)) {
        if (Array.isArray(run)) await this.#writeRun(run);
        else this.#reject(run.object, run.error);
      }
      return true;
    } catch (error) {
      if (error === TOO_MANY) return false;
      throw error;
    }
  }

  async #writeRun(run: readonly Readable[]): Promise<void> {
    const outcome: Outcome = { written: [], refused: [], certain: 0 };
    await this.#writeParts(run, outcome);
    if (outcome.refused.length > 0 && outcome.written.length > 0) await this.#writeAgain(outcome);
    for (const { readable, error } of outcome.refused) this.#record(readable.object, error);
    if (this.#hasTooMany(0)) throw TOO_MANY;
  }

  /** Leaves out what comes behind the object with which it is sure that more are rejected than may be. */
  async #writeParts(run: readonly Readable[], outcome: Outcome): Promise<void> {
    if (this.#hasTooMany(outcome.certain)) return;
    const error = await this.#tryRun(run, outcome.written);
    const [readable] = run;
    if (error === undefined) this.done += run.length;
    else if (readable !== undefined && run.length === 1) {
      const refused = { readable, error };
      outcome.refused.push(refused);
      if (!lacksOthers(refused)) outcome.certain += 1;
    } else {
      const middle = Math.ceil(run.length / 2);
      await this.#writeParts(run.slice(0, middle), outcome);
      await this.#writeParts(run.slice(middle), outcome);
    }
  }

  /** @param more that will be rejected, too */
  #hasTooMany(more: number): boolean {
    return this.rejects.length + more > this.#parts.mayReject;
  }

  /** Takes out of `refused` what can be written by now; the last ones first, since it is what comes behind that they refer to. */
  async #writeAgain({ written, refused }: Outcome): Promise<void> {
    const rowIds = new Set(written.flatMap((result) => result.rootRowIds));
    let before = Number.POSITIVE_INFINITY;
    for (let round = 0; round < MOST_ROUNDS && refused.length < before; round += 1) {
      before = refused.length;
      for (const each of refused.toReversed()) {
        if (!lacksOthers(each)) continue;
        if ((await this.#tryRun([each.readable], [], rowIds)) !== undefined) continue;
        this.done += 1;
        refused.splice(refused.indexOf(each), 1);
      }
    }
  }

  /**
   * @param results gets what was written
   * @param taken ROW_IDs of records that must not be written
   * @returns why nothing was written
   */
  async #tryRun(
    run: readonly Readable[],
    results: WriteResult[],
    taken?: ReadonlySet<string>,
  ): Promise<CutError | undefined> {
    const [first] = run;
    if (first === undefined) return undefined;
    const { transaction, interpreter, caller, tally } = this.#parts;
    const { process, property } = first.receiver;
    const { integrationObject } = process;
    const properties = new Map([[property, { integrationObject, roots: run.map(({ root }) => root) }]]);
    const written = new Tally();
    try {
      await transaction.savepoint(async () => {
        await interpreter.runWithin(transaction, { process, properties, caller }, (result) => {
          results.push(result);
          written.add(integrationObject.name, result);
        });
        if (taken !== undefined && results.some(({ primaryRowId }) => taken.has(primaryRowId))) throw OVERTAKEN;
      });
    } catch (error) {
      if (error === OVERTAKEN) return OVERTAKEN;
      if (error instanceof CutError && error.entry.side !== 'server') return error;
      throw error;
    }
    tally.addAll(written);
    return undefined;
  }

  #reject(object: FeedObject, error: CutError): void {
    this.#record(object, error);
    if (this.#hasTooMany(0)) throw TOO_MANY;
  }

  #record(object: FeedObject, error: CutError): void {
    this.rejects.push(toReject(object, error));
    this.#parts.tally.reject(object.place.object, error.location.component);
    this.done += 1;
  }
}

/** Whether all that is wrong with it is that records which it names are not there. */
function lacksOthers({ error }: Refused): boolean {
  return [error, ...error.further].every(({ key }) => key === 'NO_LOOKUP_MATCH');
}

export function toReject({ number, offset, length, line, place }: FeedObject, error: CutError): Reject {
  return {
    number,
    offset,
    length,
    line,
    ...(place.object === undefined ? {} : { integrationObject: place.object.name }),
    listTag: place.before,
    errors: feedErrors(error).map((each) => ({ line, ...each })),
  };
}

/** Neighbours that one process receives and that do not name the same record; and, by themselves, objects that could not be read. */
function* runsOf(
  objects: Iterable<PreparedObject>,
  { receivers, together }: Pick<ObjectWriterParts, 'receivers' | 'together'>,
): Generator<Readable[] | Exclude<AddressedObject, Readable>> {
  let run: Readable[] = [];
  let keys = new Set<string>();
  for (const prepared of objects) {
    const each = addressed(prepared, receivers);
    if (each.error !== undefined) {
      if (run.length > 0) yield run;
      run = [];
      keys = new Set();
      yield each;
      continue;
    }
    const key = keyOf(each);
    if (run.length === together || (run.length > 0 && (run[0]?.receiver !== each.receiver || keys.has(key)))) {
      yield run;
      run = [];
      keys = new Set();
    }
    run.push(each);
    keys.add(key);
  }
  if (run.length > 0) yield run;
}

function keyOf({ root, object }: Readable): string {
  const key = chooseUserKey(root);
  if (key === undefined) return `${object.number}`;
  return JSON.stringify([key.fields.map(({ ordinal }) => ordinal), key.values]);
}
