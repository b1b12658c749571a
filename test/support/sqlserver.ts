import type { Suite } from 'mocha';
import { Connections } from '../../src/store/sqlserver/connections.ts';
import { type ServerSchema, serverOptions, serverSchema } from './server-schema.ts';

export type { ServerSchema as TestSchema } from './server-schema.ts';

/** `CUT_TEST_MSSQL_URL=mssql://user:password@host:1433/database`: a server to test on, and a login that may create schemas in the database. */
const URL = process.env.CUT_TEST_MSSQL_URL ?? '';

/** Tests on a real server, each in a schema of its own, when there is one. */
export function describeOnSqlServer(title: string, tests: (this: Suite) => void): void {
  const suite = URL === '' ? describe.skip : describe;
  suite(`${title} [on SQL Server${URL === '' ? ': skipped, CUT_TEST_MSSQL_URL names no server' : ''}]`, tests);
}

/** Whether the server is Babelfish, an open implementation of the protocol and the language, which lacks some of both. */
const isBabelfish: boolean = URL !== '' && (await asksForBabelfish());

async function asksForBabelfish(): Promise<boolean> {
  const connections = await Connections.open(serverOptions(URL, 'dbo'));
  try {
    const results = await connections.useSpare((session) =>
      session.runAlone("SELECT CAST(SERVERPROPERTY('babelfish') AS int) AS [c0];"),
    );
    return Number(results.flat()[0]?.[0]) === 1;
  } finally {
    await connections.close();
  }
}

/** Skips the tests of a suite that Babelfish cannot pass, by their title, and says why. */
export function skipOnBabelfish(reasons: Readonly<Record<string, string>>): void {
  beforeEach(function () {
    const { currentTest } = this;
    const reason = isBabelfish && currentTest !== undefined ? reasons[currentTest.title] : undefined;
    if (reason === undefined || currentTest === undefined) return;
    currentTest.title += ` [skipped on Babelfish: ${reason}]`;
    this.skip();
  });
}

/** A schema that nobody else uses. */
export function testSchema(): ServerSchema {
  return serverSchema(URL, 'cut_test');
}
