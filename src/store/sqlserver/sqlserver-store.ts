import type { Table } from '../../model/model.ts';
import type { WantedTriggers } from '../change-triggers.ts';
import { CUT_MIGRATION, CUT_TABLES } from '../cut-tables.ts';
import type { ServerAddress } from '../server-address.ts';
import {
  type Reader,
  type Store,
  StoreBusy,
  StoreInDoubt,
  StoreUnavailable,
  type Transaction,
  WorkTookTooLong,
} from '../store.ts';
import { CommitMarks } from './commit-marks.ts';
import { Connections, type SessionOptions } from './connections.ts';
import { assertUsable, databaseRemarks, explainOpening, readDatabaseState } from './database-state.ts';
import { tableName } from './identifiers.ts';
import { applyMigration } from './migrate.ts';
import { RowIds, reserveOn } from './row-ids.ts';
import type { RoundTripListener, Session } from './session.ts';
import { isConflict, isOutage } from './sqlserver-errors.ts';
import type { SqlServerOptions } from './sqlserver-options.ts';
import { SqlServerReader } from './sqlserver-reader.ts';
import { SqlServerTransaction, type TransactionParts } from './sqlserver-transaction.ts';
import { TableOrder } from './table-order.ts';
import { TryAgain, tryAgain } from './try-again.ts';
import { Violations } from './violations.ts';

export interface SqlServerStoreOptions extends SqlServerOptions {
  /** The model's tables; our own come with the store. */
  readonly tables: Iterable<Table>;
  /** Left as they are when left out. */
  readonly triggers?: WantedTriggers;
  /** Nothing is written, not even a migration. */
  readonly readOnly?: boolean;
  readonly onRoundTrip?: RoundTripListener;
}

/** SQL Server or Azure SQL. Any number of processes may share one database. */
export class SqlServerStore implements Store {
  readonly dialect = 'sqlserver';
  readonly remarks: readonly string[];
  readonly #connections: Connections;
  readonly #parts: TransactionParts;
  readonly #reading: SessionOptions;
  readonly #readOnly: boolean;
  readonly #workLimit: number;
  readonly #busyLimit: number;
  readonly #works = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  private constructor(
    connections: Connections,
    options: SqlServerStoreOptions,
    tables: readonly Table[],
    allowsSnapshots: boolean,
  ) {
    const { schema, database } = options.address;
    this.remarks = databaseRemarks(database, allowsSnapshots);
    this.#connections = connections;
    this.#readOnly = options.readOnly ?? false;
    this.#workLimit = options.workLimit;
    this.#busyLimit = options.busyLimit;
    this.#reading = { isolation: readingIsolation(allowsSnapshots), isReading: true };
    this.#parts = {
      schema,
      marks: new CommitMarks(connections, options),
      rowIds: new RowIds(reserveOn(connections, schema)),
      order: new TableOrder(tables),
      violations: new Violations(tables, schema),
    };
  }

  /**
   * Opens the database and brings it to the form of `tables` and `triggers`.
   * @throws MigrationRefused when that would destroy something, or the login may not do it; StoreUnavailable when there is no way to the server, when
   * that is too old, or nothing to read
   */
  static async open(options: SqlServerStoreOptions): Promise<SqlServerStore> {
    const tables = [...options.tables, ...CUT_TABLES];
    const connections = await Connections.open(options, options.onRoundTrip);
    try {
      const state = await connections.useSpare(readDatabaseState);
      assertUsable(options.address.database, state);
      if (options.readOnly === true) await connections.useSpare((session) => assertTables(session, options.address));
      else await applyMigration(connections, tables, options.address.schema, options.triggers);
      return new SqlServerStore(connections, options, tables, state.allowsSnapshots);
    } catch (error) {
      await connections.close();
      throw explainOpening(error, options.address.database);
    }
  }

  read<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    return this.#tracked((attempt) =>
      this.#connections.use(
        async (session) => {
          const reader = new SqlServerReader(session, this.#parts.schema);
          try {
            return await this.#inTime(work(reader), session);
          } catch (error) {
            throw isConflict(error) || isOutage(error) ? new TryAgain(error) : error;
          } finally {
            reader.end();
          }
        },
        { ...this.#reading, isAgain: attempt > 0 },
      ),
    );
  }

  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    let isKeyTaken = false;
    return this.#tracked((attempt) => {
      if (this.#readOnly) throw new Error('the store is open for reading only');
      this.#parts.rowIds.prepare();
      const isAgain = attempt > 0;
      return this.#connections.use(
        (session) =>
          this.#attempt(session, work, (transaction) => {
            const again = transaction.isWorthAnotherTry(isKeyTaken);
            isKeyTaken ||= transaction.isKeyTaken;
            return again;
          }),
        { isAgain },
      );
    });
  }

  async ping(): Promise<void> {
    this.#assertOpen();
    await this.#connections.useSpare((session) => session.runAlone('SELECT 1 AS [c0];'));
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeWhenIdle();
    return this.#closing;
  }

  async #attempt<T>(
    session: Session,
    work: (transaction: Transaction) => Promise<T>,
    isWorthAnotherTry: (transaction: SqlServerTransaction) => boolean,
  ): Promise<T> {
    const transaction = new SqlServerTransaction(session, this.#parts);
    try {
      const result = await this.#inTime(work(transaction), session);
      await this.#commit(transaction, session);
      return result;
    } catch (error) {
      const again = !isFinal(error) && isWorthAnotherTry(transaction);
      throw again ? new TryAgain(transaction.failure ?? error) : error;
    } finally {
      transaction.end();
    }
  }

  async #commit(transaction: SqlServerTransaction, session: Session): Promise<void> {
    try {
      await transaction.commit();
    } catch (error) {
      const { commitId } = transaction;
      const isInDoubt = commitId !== undefined && (session.isBroken || isOutage(error));
      if (!isInDoubt || !(await this.#wasCommitted(commitId, error))) throw error;
    }
  }

  /** @throws StoreInDoubt */
  async #wasCommitted(commitId: string, cause: unknown): Promise<boolean> {
    try {
      return await this.#parts.marks.wasCommitted(commitId);
    } catch {
      throw new StoreInDoubt('the database went away during the commit', { cause });
    }
  }

  /** Tries `attempt` until it succeeds, or fails for a reason that will not go away. */
  #tracked<T>(attempt: (attempt: number) => Promise<T>): Promise<T> {
    const outcome = this.#retried(attempt);
    this.#works.add(outcome);
    const forget = (): unknown => this.#works.delete(outcome);
    outcome.then(forget, forget);
    return outcome;
  }

  async #retried<T>(work: (attempt: number) => Promise<T>): Promise<T> {
    this.#assertOpen();
    try {
      return await tryAgain(async (attempt) => {
        try {
          return await work(attempt);
        } catch (error) {
          // No connection came about.
          throw isOutage(error) && !isFinal(error) ? new TryAgain(error) : error;
        }
      }, this.#busyLimit);
    } catch (error) {
      if (!(error instanceof TryAgain)) throw error;
      throw isConflict(error) || isOutage(error)
        ? new StoreBusy('the database is busy', { cause: error })
        : error.cause;
    }
  }

  /** @throws WorkTookTooLong; its connection is closed, so that the server undoes it */
  async #inTime<T>(work: Promise<T>, session: Session): Promise<T> {
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      session.close();
      reject(new WorkTookTooLong(this.#workLimit));
    }, this.#workLimit);
    try {
      return await Promise.race([work, promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #closeWhenIdle(): Promise<void> {
    await Promise.allSettled(this.#works);
    await this.#connections.close();
  }

  #assertOpen(): void {
    if (this.#closing !== undefined) throw new Error('the store is closed');
  }
}

/** To try again would not help, or could do things twice. */
function isFinal(error: unknown): boolean {
  return [TryAgain, StoreInDoubt, StoreBusy, WorkTookTooLong].some((kind) => error instanceof kind);
}

export const TABLE_ID = 'SELECT OBJECT_ID(@p1) AS [c0];';

/** @throws StoreUnavailable where no migration has been; whoever only reads makes no tables */
async function assertTables(session: Session, { schema, database }: ServerAddress): Promise<void> {
  const [rows] = await session.runAlone(TABLE_ID, [tableName(CUT_MIGRATION.name, schema)]);
  if (typeof rows?.[0]?.[0] === 'number') return;
  throw new StoreUnavailable(
    `there are no tables of the service in schema ${schema} of database ${database}; cut-adapter migrate makes them`,
  );
}

/**
 * How a read sees one state of the database: by a snapshot, which blocks nobody, where the database allows it, as Azure SQL does; otherwise by
 * shared locks that keep writers waiting until it has read all.
 */
function readingIsolation(allowsSnapshots: boolean): string {
  return `SET TRANSACTION ISOLATION LEVEL ${allowsSnapshots ? 'SNAPSHOT' : 'SERIALIZABLE'};\n`;
}
