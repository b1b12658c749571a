import { OBJECT_ID } from '../contract/process-arguments.ts';
import { CutError } from '../errors/cut-error.ts';
import type { InstanceList } from '../model/instance.ts';
import type { SentMessage } from '../outbound/outbox.ts';
import { retryPause } from '../outbound/retry-pause.ts';
import { timestampIn } from '../outbound/timestamp.ts';
import { CUT_CHANGE_NOTE } from '../store/cut-tables.ts';
import { type RowChange, StoreBusy, type Transaction } from '../store/store.ts';
import { noteColumns, removal } from './change-notes.ts';
import { type ChangedObject, onlyOrigin } from './changed-object.ts';
import type { CompiledPolicy } from './compile-policies.ts';
import { nextTurn, type Turn } from './hops.ts';
import type { PolicyOutcome, PolicyParts } from './policy-parts.ts';

/** Milliseconds between tries of a process that fails. */
const PAUSES = { firstPause: 1000, longestPause: 300_000 };

/**
 * Runs the policy's process for an object: its messages and the removal of the notes are one transaction, so that the object is sent once for them, whatever dies meanwhile.
 * When the process cannot be run, for whatever reason, the notes stay and wait.
 * @param hasCallers whether a partner calls us at all
 * @throws what keeps the database from being read or written
 */
export async function sendObject(
  parts: PolicyParts,
  compiled: CompiledPolicy,
  object: ChangedObject,
  hasCallers: boolean,
): Promise<void> {
  const result = await send(parts, compiled, object, hasCallers).catch(async (error: unknown): Promise<Result> => {
    await postpone(parts, object, error);
    return { outcome: 'Failed', error };
  });
  const { policy } = compiled;
  parts.onResult({ policy: policy.name, objectId: object.objectId, changes: object.notes.length, ...result });
}

/** A mistake that nobody has foreseen is one of this object's, unless the database does not answer, or another process has had the notes. */
async function postpone({ store, stamp }: PolicyParts, object: ChangedObject, error: unknown): Promise<void> {
  if (error instanceof StoreBusy) throw error;
  await store
    .write((transaction) => transaction.apply(postponed(object, error), stamp))
    .catch(() => {
      throw error;
    });
}

async function send(
  { store, interpreter, caller, stamp }: PolicyParts,
  compiled: CompiledPolicy,
  object: ChangedObject,
  hasCallers: boolean,
): Promise<Result> {
  const { policy } = compiled;
  return store.write(async (transaction): Promise<Result> => {
    const turn = hasCallers ? await nextTurn(transaction, policy.name, object) : NO_TURN;
    if (turn.hops > policy.hops) {
      await transaction.apply(object.notes.map(removal), stamp);
      return { outcome: 'Loop' };
    }
    const sent = await transaction
      .savepoint(() => run(transaction))
      .catch((error: unknown): Result => {
        if (!(error instanceof CutError)) throw error;
        return error.key === 'NO_MATCH' ? { outcome: 'Gone' } : { outcome: 'Failed', error };
      });
    const changes = sent.outcome === 'Failed' ? postponed(object, sent.error) : object.notes.map(removal);
    await transaction.apply(sent.outcome === 'Sent' ? [...changes, ...turn.changes] : changes, stamp);
    return sent;
  });

  async function run(transaction: Transaction): Promise<Result> {
    const origin = onlyOrigin(object);
    let message: SentMessage | undefined;
    const sending = {
      except: new Set(origin === undefined ? [] : [origin]),
      accepts: ({ roots }: InstanceList) => roots.some((root) => compiled.holdsFor(root)),
      onSent: (sent: SentMessage) => {
        message = sent;
      },
    };
    const properties = new Map([[OBJECT_ID, object.objectId]]);
    await interpreter.runWithin(transaction, { process: policy.process, properties, caller, sending }, () => {});
    if (message === undefined || message.partners.length === 0) return { outcome: 'NotMeant' };
    return { outcome: 'Sent', message };
  }
}

interface Result {
  readonly outcome: PolicyOutcome;
  readonly message?: SentMessage;
  readonly error?: unknown;
}

const NO_TURN: Turn = { hops: 0, changes: [] };

function postponed({ notes }: ChangedObject, error: unknown): readonly RowChange[] {
  const problem = error instanceof Error ? error.message.slice(0, 2000) : '';
  return notes.map(({ rowId, tries }) => ({
    kind: 'update',
    table: CUT_CHANGE_NOTE,
    rowId,
    columns: POSTPONED,
    values: [timestampIn(retryPause(tries + 1, PAUSES)), String(tries + 1), problem],
  }));
}

const POSTPONED = noteColumns(['DUE_TS', 'TRIES', 'LAST_ERROR']);
