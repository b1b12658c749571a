/** What one would write by hand with package mssql: each row by a statement of its own. */
import mssql from 'mssql';
import { PACKAGE_ROOT } from '../../src/config/package-root.ts';
import { loadModel } from '../../src/model/load-model.ts';
import { createStatements } from '../../src/store/sqlserver/ddl.ts';
import { type ServerSchema, serverSchema } from '../../test/support/server-schema.ts';
import type { Insert } from '../copy-rows.ts';

/** Accounts of one transaction, as many as a chunk of a feed has. */
const GROUP = 250;

/** Tables as the service has them, without the foreign keys, so that the order of the rows does not matter. */
export class StatementLoop implements AsyncDisposable {
  readonly #schema: ServerSchema;
  readonly #pool: mssql.ConnectionPool;

  private constructor(schema: ServerSchema, pool: mssql.ConnectionPool) {
    this.#schema = schema;
    this.#pool = pool;
  }

  static async open(url: string): Promise<StatementLoop> {
    const schema = serverSchema(url, 'cut_bench_loop');
    const { tables } = loadModel(`${PACKAGE_ROOT}/mappings`);
    const name = schema.options.address.schema;
    const statements = createStatements(tables.values(), name).filter((text) => !text.includes(' FOREIGN KEY '));
    await schema.run(`CREATE SCHEMA [${name}]`, ...statements);
    const { host, port, database, user, password, encrypt, trustServerCertificate } = schema.options.address;
    const options = { encrypt, trustServerCertificate };
    const pool = await new mssql.ConnectionPool({ server: host, port, database, user, password, options }).connect();
    return new StatementLoop(schema, pool);
  }

  /** @returns the seconds that it took */
  async insert(accounts: readonly (readonly Insert[])[]): Promise<number> {
    const start = performance.now();
    for (let first = 0; first < accounts.length; first += GROUP) {
      const transaction = new mssql.Transaction(this.#pool);
      await transaction.begin();
      try {
        for (const row of accounts.slice(first, first + GROUP).flat()) await this.#insertRow(transaction, row);
      } catch (error) {
        await transaction.rollback();
        throw error;
      }
      await transaction.commit();
    }
    return (performance.now() - start) / 1000;
  }

  async #insertRow(transaction: mssql.Transaction, { table, rowId, columns, values }: Insert): Promise<void> {
    const now = new Date().toISOString().slice(0, 19).replace('T', ' ');
    const system = { ROW_ID: rowId, CREATED: now, CREATED_BY: '0-1', LAST_UPD: now, LAST_UPD_BY: '0-1' };
    const names = [...Object.keys(system), ...columns.map(({ name }) => name)];
    const request = new mssql.Request(transaction);
    for (const [position, value] of [...Object.values(system), ...values].entries()) {
      request.input(`v${position}`, mssql.NVarChar, value);
    }
    const places = names.map((_, position) => `@v${position}`).join(', ');
    const target = `[${this.#schema.options.address.schema}].[${table.name}]`;
    await request.query(`INSERT INTO ${target} (${names.map((name) => `[${name}]`).join(', ')}) VALUES (${places})`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.close();
    await this.#schema.remove();
  }
}
