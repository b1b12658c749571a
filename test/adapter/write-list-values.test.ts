import { join } from 'node:path';
import { expect } from 'chai';
import { SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import type { LovLanguageMode } from '../../src/model/list-values.ts';
import { loadModel } from '../../src/model/load-model.ts';
import { createEmptyDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { fieldValue, instanceList } from '../support/instances.ts';
import { refusal } from './adapter-database.ts';

/** `Business` has the code `1`; `Large` belongs to it. */
const CASES: readonly {
  mode?: LovLanguageMode;
  type: string;
  subType?: string;
  /** The values that would have been right. */
  allowed?: readonly string[];
}[] = [
  { type: 'Business', subType: 'Large' },
  { type: '1', subType: 'Large' },
  { mode: 'LDC', type: 'Business', subType: 'Large' },
  { mode: 'LDC', type: '1', allowed: ['Business', 'Residential'] },
  { mode: 'LIC', type: '1', subType: 'Large' },
  { mode: 'LIC', type: 'Business', allowed: ['1', '2'] },
  { type: 'business', allowed: ['Business', 'Residential'] },
  { type: 'Residential', subType: 'Large', allowed: ['Family'] },
  { mode: 'LIC', type: '2', subType: 'Large', allowed: ['Family'] },
];

describe('list values in a write', () => {
  const model = loadModel(join(import.meta.dirname, '..', 'fixtures', 'mappings', 'valid'));
  const object = model.integrationObjects.get('Sample Account IO') ?? expect.fail();
  const adapter = new SiebelAdapter(model, { queryLimit: 10 });
  let database: TestDatabase;

  before(async () => {
    database = await createEmptyDatabase(model);
    const table = model.tables.get('S_BU') ?? expect.fail();
    const columns = [table.columns.get('NAME') ?? expect.fail()];
    await database.store.write((transaction) =>
      transaction.apply([{ kind: 'insert', table, rowId: '0-R9NH', columns, values: ['Default Organization'] }], STAMP),
    );
  });
  after(() => database.remove());

  for (const [index, { mode, type, subType, allowed }] of CASES.entries()) {
    const values = `Type ${type}${subType === undefined ? '' : `, Sub-Type ${subType}`}`;
    it(`${values}, LOVLanguageMode ${mode ?? 'not sent'}: ${allowed === undefined ? 'taken' : 'refused'}`, async () => {
      const list = instanceList(object, { Name: `A${index}`, Type: type, 'Sub-Type': subType });
      const options = { method: 'Upsert', stamp: STAMP, ...(mode && { lovLanguageMode: mode }) } as const;
      const written = database.store.write((transaction) => adapter.write(transaction, list, options));
      if (allowed !== undefined) {
        const error = await refusal(written);
        expect(error.key).to.equal('INVALID_VALUE');
        expect(error.location.allowed).to.deep.equal(allowed);
        return;
      }
      const { primaryRowId } = await written;
      const { roots } = await database.store.read((reader) => adapter.query(reader, object, { primaryRowId }));
      expect(fieldValue(roots[0], 'Type')).to.equal('Business');
      expect(fieldValue(roots[0], 'Sub-Type')).to.equal('Large');
    });
  }
});
