import { init, parse } from '@guanmingchiu/sqlparser-ts';
import { expect } from 'chai';
import fc from 'fast-check';
import { SiebelAdapter } from '../../../src/adapter/siebel-adapter.ts';
import { changeTriggers } from '../../../src/store/change-triggers.ts';
import { CUT_TABLES } from '../../../src/store/cut-tables.ts';
import { changeBatch } from '../../../src/store/sqlserver/change-batch.ts';
import { planStatements } from '../../../src/store/sqlserver/change-plan.ts';
import { markText } from '../../../src/store/sqlserver/commit-marks.ts';
import { createStatements } from '../../../src/store/sqlserver/ddl.ts';
import { findBatch } from '../../../src/store/sqlserver/find-batch.ts';
import { SCHEMA } from '../../../src/store/sqlserver/schema.ts';
import { countWhere, selectWhere } from '../../../src/store/sqlserver/sql.ts';
import { partText } from '../../../src/store/sqlserver/sqlserver-transaction.ts';
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
import { EXCEPTIONS, exceptionsIn } from './grammar.ts';
import { STATEMENT_TEXTS } from './statement-texts.ts';

const schema = 'dbo';

describe('the grammar of T-SQL', () => {
  before(() => init());

  it('refuses what is none', () => {
    expect(() => parse('SELECT [c0] FROM WHERE [c0] = 1', 'mssql')).to.throw();
    expect(() => parse('INSERT INTO [t] ([a]) SELECT FROM OPENJSON(@p1) WITH ([a] int', 'mssql')).to.throw();
  });

  for (const { what, written, taken, example } of EXCEPTIONS) {
    it(`has no ${what}: it refuses that, and takes what is around it`, () => {
      expect(() => parse(example, 'mssql')).to.throw();
      expect(example.replace(written, taken)).to.not.equal(example);
      expect(exceptionsIn(example)).to.deep.equal([what]);
    });
  }

  it('has all statements that make the tables, but for indexes that tables without ROW_ID are kept in the order of', () => {
    const tables = [...model.tables.values(), ...CUT_TABLES];
    const clustered = tables.filter(({ columns }) => !columns.has('ROW_ID')).flatMap(({ indexes }) => indexes);
    const exceptions = createStatements(tables, schema).flatMap((text) => exceptionsIn(text));
    expect(exceptions).to.deep.equal(clustered.filter(({ unique }) => unique).map(() => 'clustered index'));
  });

  it('has all triggers of policies', () => {
    const triggers = [ON_INSERT, ON_UPDATE, ...changeTriggers(model.policies)];
    for (const trigger of triggers) expect(exceptionsIn(createTrigger(trigger, schema))).to.deep.equal([]);
  });

  it('has the statements of the store itself, but for what is pinned letter by letter', () => {
    expect(exceptionsIn(SCHEMA)).to.deep.equal([]);
    const exceptions = STATEMENT_TEXTS.flatMap(([does, text]) => exceptionsIn(text).map((what) => [does, what]));
    expect(exceptions).to.deep.equal([
      ['takes the lock of a migration', 'result of a procedure'],
      ['deletes old marks', 'TOP in DELETE'],
      ['ends a part of a transaction with its first error', 'TRY without semicolon'],
      ['goes back to a savepoint', 'name of a savepoint'],
    ]);
  });

  it('has searches at random', () => {
    const search = fc.record({ condition: randomCondition(), orderBy: randomOrder() });
    const property = fc.property(search, ({ condition, orderBy }) => {
      const select = { shape: ASSETS, condition, orderBy, limit: 10 };
      const { text } = selectWhere(select, { schema, lock: 'rows', isTracked: true });
      expect(exceptionsIn(text)).to.deep.equal(['parameter in FETCH']);
      expect(exceptionsIn(countWhere(ASSETS, condition, { schema }).text)).to.deep.equal([]);
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('has what the sample records are found and written by', async () => {
    const { finds, changes } = await recordSamples();
    expect(finds.length * changes.length).to.be.above(0);
    for (const each of finds) {
      const { text } = findBatch(each, ({ lock = 'rows' }) => (lock === 'none' ? { schema } : { schema, lock }));
      expect(exceptionsIn(text)).to.deep.equal([]);
    }
    const order = new TableOrder([...model.tables.values()]);
    const expected = () => new Map<string, string>();
    const again = changes.flatMap((change): RowChange[] =>
      change.kind === 'insert' ? [{ ...change, kind: 'update' }] : [],
    );
    const deleted = changes.map(({ table, rowId }): RowChange => ({ kind: 'delete', table, rowId }));
    for (const each of [changes, again, deleted, [...deleted, ...changes]]) {
      const { text } = changeBatch(planStatements(each, order), STAMP, '2026-01-31 10:00:00', { expected, schema });
      expect(exceptionsIn(`${text}\n${markText(schema, '@p1', 'Y')}`)).to.deep.equal([]);
      expect(exceptionsIn(partText(text))).to.deep.equal(['TRY without semicolon']);
    }
  });
});

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
