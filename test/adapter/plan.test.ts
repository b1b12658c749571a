import { expect } from 'chai';
import { SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import type { RowChange } from '../../src/store/store.ts';
import { createEmptyDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { storeTrees } from './method-tables/database-state.ts';
import { messageOf } from './method-tables/message.ts';
import { parseForest } from './method-tables/notation.ts';
import { sampleModel } from './method-tables/sample-tables.ts';
import { recording } from './recording-transaction.ts';

const object = sampleModel.integrationObjects.get('Sample Account') ?? expect.fail();

/** Rows that are inserted have no row id that is known beforehand. */
function orderOf(changes: readonly RowChange[]): string {
  const text = ({ kind, table, rowId }: RowChange): string =>
    kind === 'insert' ? `+${table.name}` : `${kind === 'update' ? '~' : '-'}${table.name} ${rowId}`;
  return changes.map(text).join(', ');
}

/** The notation is that of docs/siebel-adapter.md. */
const CASES: readonly { what: string; stored: string; message: string; order: string }[] = [
  {
    what: 'inserts parents before children, and the base row of an extension before it',
    stored: '',
    message: 'A notes(n1 lines(l1)) contacts(c1)',
    order: '+S_BASE, +S_ACC, +S_NOTE, +S_CON, +S_ACC_CON, +S_LINE',
  },
  {
    what: 'deletes children before parents, and an extension before its base row',
    stored: 'A notes(n1 lines(l1)) contacts(c1)',
    message: 'delete:A',
    order: '-S_LINE 1-l1, -S_ACC_CON 1-A-c1, -S_NOTE 1-n1, -S_ACC 1-A, -S_BASE 1-A',
  },
  {
    what: 'deletes before it writes, so that unique keys are free',
    stored: 'A addresses(a1 a2*)',
    message: 'A=1 addresses(delete:a1 a1{Id:1-a2})',
    order: '-S_ADDR 1-a1, ~S_ACC 1-A, ~S_ADDR 1-a2',
  },
  {
    what: 'lets go of a primary before it is deleted',
    stored: 'A addresses(a1* a2 a3)',
    message: 'A=1 addresses(delete:a1 delete:a2)',
    order: '-S_ADDR 1-a2, ~S_ACC 1-A, -S_ADDR 1-a1',
  },
  {
    what: 'deletes another account before that, whose key the account may take over',
    stored: 'A addresses(a1*) B notes(n1)',
    message: 'B{Id:1-A} addresses(delete:a1) delete:B',
    order: '-S_NOTE 1-n1, -S_ACC 1-B, -S_BASE 1-B, ~S_ACC 1-A, ~S_BASE 1-A, -S_ADDR 1-a1',
  },
  {
    what: 'writes a row once, primaries included, and a link for itself',
    stored: 'A positions(p1* p2{Value:1})',
    message: 'A=1 positions(delete:p1 p2=2)',
    order: '-S_ACC_POS 1-A-p1, ~S_ACC 1-A, ~S_POS 1-p2',
  },
];

describe('the plan of a write', () => {
  const adapter = new SiebelAdapter(sampleModel, { queryLimit: 100 });
  let database: TestDatabase;

  before(async () => {
    database = await createEmptyDatabase(sampleModel);
  });
  after(() => database.remove());

  const changesOf = (message: string): Promise<readonly RowChange[]> =>
    database.store.write(async (given) => {
      const { transaction, changes } = recording(given);
      const list = messageOf(object, parseForest(message));
      await adapter.write(transaction, list, { method: 'Upsert', stamp: STAMP });
      return changes;
    });

  for (const { what, stored, message, order } of CASES) {
    it(what, async () => {
      await storeTrees(database.store, parseForest(stored));
      expect(orderOf(await changesOf(message))).to.equal(order);
    });
  }

  it('has no changes when everything is stored already', async () => {
    await storeTrees(database.store, []);
    const message = 'A=1 notes(n1 lines(l1)) addresses(a1 a2*) contacts(c1{Role:x})';
    await changesOf(message);
    expect(await changesOf(message)).to.deep.equal([]);
  });
});
