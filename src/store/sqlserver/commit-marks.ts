import { randomUUID } from 'node:crypto';
import type { Connections } from './connections.ts';
import { tableName } from './identifiers.ts';
import type { Session } from './session.ts';
import { isConflict, isOutage, isUniqueViolation } from './sqlserver-errors.ts';
import type { SqlServerOptions } from './sqlserver-options.ts';
import { TryAgain, tryAgain } from './try-again.ts';

/** Digits of the count in an id: those of one node come in their order, at one place of the index. */
const DIGITS = 12;
/** After so many marks old ones are deleted, at most twice as many at a time. */
const PURGE_EVERY = 1000;

/**
 * Finds out whether a transaction was committed when the connection broke during its commit.
 *
 * Each transaction that writes inserts a row of CUT_COMMIT under an id of its own. Whoever has to know inserts the same id, as not committed:
 * the unique index lets him wait while the transaction is still under way, refuses him when it was committed, and refuses the
 * transaction when it comes later than he. So the answer stays true, whatever still goes on at the server.
 */
export class CommitMarks {
  /** Inserts the mark of a transaction, whose id is in `parameter`. */
  readonly insertText: (parameter: string) => string;
  readonly #connections: Connections;
  readonly #schema: string;
  readonly #limit: number;
  readonly #node = randomUUID();
  #count = 0;

  constructor(connections: Connections, { address, busyLimit }: SqlServerOptions) {
    this.#connections = connections;
    this.#schema = address.schema;
    this.#limit = busyLimit;
    this.insertText = (parameter) => markText(address.schema, parameter, 'Y');
  }

  /** For a transaction that begins. */
  newId(): string {
    this.#count += 1;
    if (this.#count % PURGE_EVERY === 0) this.#purge().catch(() => {});
    return `${this.#node}-${String(this.#count).padStart(DIGITS, '0')}`;
  }

  /** Whether the transaction was committed; if not, it never will be. Rejects when the database does not say for too long. */
  wasCommitted(id: string): Promise<boolean> {
    return tryAgain(async () => {
      try {
        return await this.#connections.useSpare((session) => this.#outcome(session, id));
      } catch (error) {
        throw isOutage(error) || isConflict(error) ? new TryAgain(error) : error;
      }
    }, this.#limit);
  }

  async #outcome(session: Session, id: string): Promise<boolean> {
    try {
      await session.runAlone(markText(this.#schema, '@p1', 'N'), [id]);
    } catch (error) {
      // The row may also be one that an earlier try of ours has inserted.
      if (!isUniqueViolation(error)) throw error;
    }
    const results = await session.runAlone(outcomeText(this.#schema), [id]);
    return results.flat()[0]?.[0] === 'Y';
  }

  async #purge(): Promise<void> {
    await this.#connections.useSpare((session) => session.runAlone(purgeText(this.#schema), [2 * PURGE_EVERY]));
  }
}

export function markText(schema: string, parameter: string, isCommitted: 'Y' | 'N'): string {
  return `INSERT INTO ${tableName('CUT_COMMIT', schema)} ([COMMIT_ID], [COMMITTED_FLG], [ENDED_TS]) VALUES (${parameter}, '${isCommitted}', SYSUTCDATETIME());`;
}

export function outcomeText(schema: string): string {
  return `SELECT [COMMITTED_FLG] AS [c0] FROM ${tableName('CUT_COMMIT', schema)} WHERE [COMMIT_ID] = @p1;`;
}

/** Nobody asks for the outcome of a transaction that ended an hour ago. */
export function purgeText(schema: string): string {
  return `DELETE TOP (@p1) FROM ${tableName('CUT_COMMIT', schema)} WITH (READPAST) WHERE [ENDED_TS] < DATEADD(hour, -1, SYSUTCDATETIME());`;
}
