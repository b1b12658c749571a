import { init, parse } from '@guanmingchiu/sqlparser-ts';
import { expect } from 'chai';
import fc from 'fast-check';
import { SiebelAdapter } from '../../../src/adapter/siebel-adapter.ts';
import { changeTriggers } from '../../../src/store/change-triggers.ts';
import { CUT_TABLES } from '../../../src/store/cut-tables.ts';
import { changeBatch } from '../../../src/store/sqlserver/change-batch.ts';
import { planStatements } from '../../../src/store/sqlserver/change-plan.ts';
import { createStatements } from '../../../src/store/sqlserver/ddl.ts';
import { findBatch } from '../../../src/store/sqlserver/find-batch.ts';
import { SCHEMA } from '../../../src/store/sqlserver/schema.ts';
import { countWhere, selectWhere } from '../../../src/store/sqlserver/sql.ts';
import { TableOrder } from '../../../src/store/sqlserver/table-order.ts';
import { createTrigger } from '../../../src/store/sqlserver/trigger-ddl.ts';
import type { Find, RowChange } from '../../../src/store/store.ts';
import { recording } from '../../adapter/recording-transaction.ts';
import { createDatabase } from '../../support/database.ts';
import { model } from '../../support/model.ts';
import { loadSampleData } from '../../support/sample-data.ts';
import { ASSETS, randomCondition, randomOrder } from '../random-conditions.ts';
import { STAMP } from '../tables.ts';
import { ON_INSERT, ON_UPDATE } from '../triggers.ts';
import { STATEMENT_TEXTS } from './statement-texts.ts';

const schema = 'dbo';

describe('the grammar of T-SQL', () => {
  before(() => init());

  it('refuses what is none', () => {
    expect(() => parse('SELECT [c0] FROM WHERE [c0] = 1', 'mssql')).to.throw();
    expect(() => parse('INSERT INTO [t] ([a]) SELECT FROM OPENJSON(@p1) WITH ([a] int', 'mssql')).to.throw();
  });

  it('has all statements that make the tables', () => {
    for (const text of createStatements([...model.tables.values(), ...CUT_TABLES], schema)) expectGrammatical(text);
  });

  it('has all triggers of policies', () => {
    const triggers = [ON_INSERT, ON_UPDATE, ...changeTriggers(model.policies)];
    for (const trigger of triggers) expectGrammatical(createTrigger(trigger, schema));
  });

  it('has the statements of the store itself', () => {
    for (const text of [SCHEMA, ...STATEMENT_TEXTS.map(([, text]) => text)]) expectGrammatical(text);
  });

  it('has searches at random', () => {
    const search = fc.record({ condition: randomCondition(), orderBy: randomOrder() });
    const property = fc.property(search, ({ condition, orderBy }) => {
      const select = { shape: ASSETS, condition, orderBy, limit: 10 };
      expectGrammatical(selectWhere(select, { schema, lock: 'rows', isTracked: true }).text);
      expectGrammatical(countWhere(ASSETS, condition, { schema }).text);
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('has what the sample records are found and written by', async () => {
    const { finds, changes } = await recordSamples();
    expect(finds.length * changes.length).to.be.above(0);
    for (const each of finds) {
      expectGrammatical(findBatch(each, ({ lock = 'rows' }) => (lock === 'none' ? { schema } : { schema, lock })).text);
    }
    const order = new TableOrder([...model.tables.values()]);
    const expected = () => new Map<string, string>();
    const again = changes.flatMap((change): RowChange[] =>
      change.kind === 'insert' ? [{ ...change, kind: 'update' }] : [],
    );
    const deleted = changes.map(({ table, rowId }): RowChange => ({ kind: 'delete', table, rowId }));
    for (const each of [changes, again, deleted, [...deleted, ...changes]]) {
      const { text } = changeBatch(planStatements(each, order), STAMP, '2026-01-31 10:00:00', { expected, schema });
      expectGrammatical(text);
    }
  });
});

/** What SQL Server has and this grammar has not: results of procedures, parameters in OFFSET and FETCH, TOP in DELETE, TRY, savepoints, clustered indexes. */
function expectGrammatical(text: string): void {
  const known = text
    .replace(/EXEC @\w+ = /g, 'EXEC ')
    .replace(/(OFFSET|FETCH NEXT) @p\d+/g, '$1 1')
    .replace(/CREATE UNIQUE CLUSTERED INDEX/g, 'CREATE UNIQUE INDEX')
    .replace(/DELETE TOP \(@p1\)/g, 'DELETE')
    .replace(/ROLLBACK TRANSACTION \[\w+\]/g, 'ROLLBACK TRANSACTION')
    .replace(/BEGIN TRY\n(.*)\nEND TRY\nBEGIN CATCH THROW; END CATCH;/s, '$1');
  try {
    parse(known, 'mssql');
  } catch (error) {
    expect.fail(`${error}\n${text}`);
  }
}

async function recordSamples(): Promise<{ finds: (readonly Find[])[]; changes: RowChange[] }> {
  const database = await createDatabase();
  const adapter = new SiebelAdapter(model, { queryLimit: 10 });
  const recorded = { finds: [] as (readonly Find[])[], changes: [] as RowChange[] };
  for (const list of loadSampleData().documents) {
    await database.store.write(async (given) => {
      const { transaction, finds, changes } = recording(given);
      await adapter.write(transaction, list, { method: 'Synchronize', stamp: STAMP, acceptRowIds: true });
      recorded.finds.push(...finds);
      recorded.changes.push(...changes);
    });
  }
  await database.remove();
  return recorded;
}
