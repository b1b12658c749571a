/** Mocha loads it before the tests that are to run on SQL Server; all that take a database from `test/support` have it there. */
import type { Context, RootHookObject } from 'mocha';
import { removeSpareDatabases } from './database.ts';
import { removeAllSchemas, useServer } from './database-place.ts';

const { CUT_TEST_MSSQL_URL = '' } = process.env;
if (CUT_TEST_MSSQL_URL !== '') useServer(CUT_TEST_MSSQL_URL);

export const mochaHooks: RootHookObject = {
  beforeAll(this: Context) {
    if (CUT_TEST_MSSQL_URL !== '') return;
    console.log('  Skipped: CUT_TEST_MSSQL_URL names no server. docs/sql-server.md says how to get one.');
    this.skip();
  },
  async afterAll(this: Context) {
    this.timeout(300_000);
    await removeSpareDatabases();
    await removeAllSchemas();
  },
};
