import { expect } from 'chai';
import { SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import type { WriteOptions } from '../../src/adapter/write.ts';
import type { WriteResult } from '../../src/adapter/write-result.ts';
import type { LovLanguageMode } from '../../src/model/list-values.ts';
import type { RowChange } from '../../src/store/store.ts';
import { createEmptyDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { fieldValue, instanceList, type Sketch } from '../support/instances.ts';
import { readState, storeTrees } from './method-tables/database-state.ts';
import { parseForest } from './method-tables/notation.ts';
import { sampleModel } from './method-tables/sample-tables.ts';

const object = sampleModel.integrationObjects.get('Sample Part') ?? expect.fail();

describe('parts in parts', () => {
  const adapter = new SiebelAdapter(sampleModel, { queryLimit: 100 });
  let database: TestDatabase;

  before(async () => {
    database = await createEmptyDatabase(sampleModel);
  });
  after(() => database.remove());

  const write = (sketch: Sketch, options: Partial<WriteOptions> = {}): Promise<WriteResult> =>
    database.store.write((transaction) =>
      adapter.write(transaction, instanceList(object, sketch), { method: 'Upsert', stamp: STAMP, ...options }),
    );

  it('are deleted, too, when somebody has tied them to a circle', async () => {
    await storeTrees(database.store, parseForest('x1 parts(x2 parts(x3))'));
    const { table } = object.root;
    const columns = [table.columns.get('PAR_ID') ?? expect.fail()];
    const circle: RowChange = { kind: 'update', table, rowId: '1-x1', columns, values: ['1-x3'] };
    await database.store.write((transaction) => transaction.apply([circle], STAMP));
    await write({ Name: 'x1' }, { method: 'Delete' });
    expect((await readState(database.store)).get('S_PART')?.size).to.equal(0);
  });

  const MODES: readonly (readonly [LovLanguageMode | undefined, string])[] = [
    [undefined, 'Large'],
    ['LDC', 'Large'],
    ['LIC', 'L'],
  ];
  for (const [lovLanguageMode, shown] of MODES) {
    it(`answer with values of lists that were not sent, LOVLanguageMode ${lovLanguageMode ?? 'not sent'}: ${shown}`, async () => {
      await storeTrees(database.store, []);
      await write({ Name: 'x1', Kind: 'Large' });
      const options = lovLanguageMode === undefined ? {} : { lovLanguageMode };
      const { status } = await write({ Name: 'x1' }, options);
      const deleted = await database.store.write((transaction) =>
        adapter.deleteMatching(transaction, object, { searchSpec: '[Name] = "x1"' }, { stamp: STAMP, ...options }),
      );
      const kinds = [status, deleted.status].map(({ roots }) => fieldValue(roots[0], 'Kind'));
      expect(kinds).to.deep.equal([shown, shown]);
    });
  }
});
