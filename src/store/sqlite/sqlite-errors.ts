import { UniqueViolation } from '../store.ts';

const BUSY = 5;
const CONSTRAINT_PRIMARY_KEY = 1555;
const CONSTRAINT_UNIQUE = 2067;

/** Another process holds the lock. */
export function isBusy(error: unknown): boolean {
  return (resultCode(error) & 0xff) === BUSY;
}

/**
 * `error` as the store's port names it: a refused unique index becomes a UniqueViolation, anything else stays what it is.
 * @param rowId of the row that was written
 */
export function translateError(error: unknown, rowId: string): unknown {
  const code = resultCode(error);
  if (!(error instanceof Error) || (code !== CONSTRAINT_UNIQUE && code !== CONSTRAINT_PRIMARY_KEY)) return error;
  const columns = [...error.message.matchAll(/(\w+)\.(\w+)/g)];
  return new UniqueViolation(
    columns[0]?.[1] ?? '',
    columns.map(([, , column = '']) => column),
    { rowId, cause: error },
  );
}

/** SQLite's extended result code; 0 for other errors. */
function resultCode(error: unknown): number {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0;
}
