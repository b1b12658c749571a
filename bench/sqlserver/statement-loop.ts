/** What one would write by hand with package mssql: each row by a statement of its own. */
import mssql from 'mssql';
import { PACKAGE_ROOT } from '../../src/config/package-root.ts';
import { loadModel } from '../../src/model/load-model.ts';
import { loadSeed } from '../../src/model/seed.ts';
import { planStatements } from '../../src/store/sqlserver/change-plan.ts';
import type { ChangeStatement } from '../../src/store/sqlserver/change-statement.ts';
import { TableOrder } from '../../src/store/sqlserver/table-order.ts';
import { type ServerSchema, serverSchema } from '../../test/support/server-schema.ts';
import type { Insert } from '../copy-rows.ts';

/** Accounts of one transaction. */
const GROUP = 250;
const MAPPINGS = `${PACKAGE_ROOT}/mappings`;
const STAMP = { by: '0-1', source: 'bench' };

/** The same tables as the service has, with all keys and foreign keys. */
export class StatementLoop implements AsyncDisposable {
  readonly #schema: ServerSchema;
  readonly #pool: mssql.ConnectionPool;
  readonly #order: TableOrder;

  private constructor(schema: ServerSchema, pool: mssql.ConnectionPool, order: TableOrder) {
    this.#schema = schema;
    this.#pool = pool;
    this.#order = order;
  }

  static async open(url: string, { foreignKeys = true } = {}): Promise<StatementLoop> {
    const schema = serverSchema(url, 'cut_bench_loop');
    const model = loadModel(MAPPINGS);
    const tables = [...model.tables.values()];
    const store = await schema.open(tables);
    const rows = loadSeed(MAPPINGS, model).always.map((row) => ({ kind: 'insert', ...row }) as const);
    await store.write((transaction) => transaction.apply(rows, STAMP));
    await store.close();
    if (!foreignKeys) await schema.dropForeignKeys();
    const { host, port, database, user, password, encrypt, trustServerCertificate } = schema.options.address;
    const options = { encrypt, trustServerCertificate };
    const pool = await new mssql.ConnectionPool({ server: host, port, database, user, password, options }).connect();
    return new StatementLoop(schema, pool, new TableOrder(tables));
  }

  /** @returns the seconds that it took */
  async insert(accounts: readonly (readonly Insert[])[]): Promise<number> {
    // What points at what was thought of when the loop was written.
    const plans = accounts.map((rows) => planStatements(rows, this.#order));
    const start = performance.now();
    for (let first = 0; first < plans.length; first += GROUP) {
      const transaction = new mssql.Transaction(this.#pool);
      await transaction.begin();
      try {
        for (const statement of plans.slice(first, first + GROUP).flat()) await this.#run(transaction, statement);
      } catch (error) {
        await transaction.rollback();
        throw error;
      }
      await transaction.commit();
    }
    return (performance.now() - start) / 1000;
  }

  async #run(transaction: mssql.Transaction, { kind, table, columns, rows }: ChangeStatement): Promise<void> {
    const target = `[${this.#schema.name}].[${table.name}]`;
    const names = columns.map(({ name }) => name);
    for (const { rowId, ...row } of rows) {
      const values = row.values.map((value) => value ?? null);
      if (kind === 'insert') await insertRow(transaction, target, { rowId, names, values });
      else await setForeignKeys(transaction, target, { rowId, names, values });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.close();
    await this.#schema.remove();
  }
}

interface RowOf {
  readonly rowId: string;
  readonly names: readonly string[];
  readonly values: readonly (string | null)[];
}

async function insertRow(transaction: mssql.Transaction, target: string, row: RowOf): Promise<void> {
  const now = new Date().toISOString().slice(0, 19).replace('T', ' ');
  const system = { ROW_ID: row.rowId, CREATED: now, CREATED_BY: '0-1', LAST_UPD: now, LAST_UPD_BY: '0-1' };
  const names = [...Object.keys(system), ...row.names];
  const request = requestWith(transaction, [...Object.values(system), ...row.values]);
  const places = names.map((_, position) => `@v${position}`).join(', ');
  await request.query(`INSERT INTO ${target} (${names.map((name) => `[${name}]`).join(', ')}) VALUES (${places})`);
}

/** Those that point at rows which are inserted after the row itself. */
async function setForeignKeys(transaction: mssql.Transaction, target: string, row: RowOf): Promise<void> {
  const request = requestWith(transaction, [...row.values, row.rowId]);
  const set = row.names.map((name, position) => `[${name}] = @v${position}`).join(', ');
  await request.query(`UPDATE ${target} SET ${set} WHERE [ROW_ID] = @v${row.values.length}`);
}

function requestWith(transaction: mssql.Transaction, values: readonly (string | null)[]): mssql.Request {
  const request = new mssql.Request(transaction);
  for (const [position, value] of values.entries()) request.input(`v${position}`, mssql.NVarChar, value);
  return request;
}
