/** What SQL Server's error numbers mean to the store. */
import { ROW_CHANGED, ROW_GONE } from './change-text.ts';

const UNIQUE_INDEX = 2601;
const UNIQUE_CONSTRAINT = 2627;
const CONSTRAINT = 547;
const DEADLOCK = 1205;
const LOCK_TIMEOUT = 1222;

/**
 * Somebody else was in the way, and nothing has happened: victims of deadlocks (1205), time-outs of locks (1222), no more locks (1204), conflicts of snapshots
 * with other writers (3960), a change of the schema (3961), and room for row versions (3957, 3958, 3966), rows that are not as they were read.
 */
const CONFLICTS: ReadonlySet<number> = new Set([
  DEADLOCK,
  LOCK_TIMEOUT,
  1204,
  3957,
  3958,
  3960,
  3961,
  3966,
  ROW_CHANGED,
]);

/**
 * The server is not there for the moment, as its documentation of transient errors has it: it starts, stops or fails over, the session was
 * ended, Azure SQL moves the database or has too much to do.
 */
const OUTAGES: ReadonlySet<number> = new Set([
  64, 233, 596, 617, 669, 921, 922, 923, 926, 952, 976, 978, 979, 981, 982, 983, 988, 3906, 4060, 4221, 6005, 9001,
  10053, 10054, 10060, 10928, 10929, 10936, 17142, 18401, 40143, 40197, 40501, 40540, 40613, 40648, 42108, 42109, 49918,
  49919, 49920,
]);

/**
 * A connection did not come about, broke, or was given up since an answer did not come in time. The driver and its pool have many errors for that, not all with
 * a code; what they have in common is that they carry no number of the server.
 */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';

  constructor(cause: unknown) {
    super(errorText(cause), { cause });
  }
}

/** The numbers of an error of the server; none for those of the connection. */
export function errorNumbers(error: unknown): readonly number[] {
  return partsOf(error).flatMap((part) => ('number' in part && typeof part.number === 'number' ? [part.number] : []));
}

/** A unique index has refused a row. */
export function isUniqueViolation(error: unknown): boolean {
  return errorNumbers(error).some((number) => number === UNIQUE_INDEX || number === UNIQUE_CONSTRAINT);
}

/** A foreign key, or a check, has refused a row. */
export function isConstraintViolation(error: unknown): boolean {
  return errorNumbers(error).includes(CONSTRAINT);
}

/** Whether the same work may succeed at once: see {@link CONFLICTS}. */
export function isConflict(error: unknown): boolean {
  return errorNumbers(error).some((number) => CONFLICTS.has(number));
}

/** Whether the server was not there: see {@link OUTAGES} and {@link ConnectionLost}. */
export function isOutage(error: unknown): boolean {
  return (
    errorNumbers(error).some((number) => OUTAGES.has(number)) ||
    partsOf(error).some((part) => part instanceof ConnectionLost)
  );
}

/** Table and ROW_ID of the row that was not there; undefined for other errors. */
export function goneRow(error: unknown): { table: string; rowId: string } | undefined {
  const gone = partsOf(error).find((part) => 'number' in part && part.number === ROW_GONE);
  const [table = '', rowId = ''] = gone?.message.split(' ') ?? [];
  return gone === undefined ? undefined : { table, rowId };
}

/** All that the server said. */
export function errorText(error: unknown): string {
  return partsOf(error)
    .map(({ message }) => message)
    .join('; ');
}

/** An error may stand for several, and may have come of another. */
function partsOf(error: unknown): readonly Error[] {
  if (!(error instanceof Error)) return [];
  const inner = error instanceof AggregateError ? error.errors : [];
  return [error, ...inner.flatMap(partsOf), ...partsOf(error.cause)];
}
