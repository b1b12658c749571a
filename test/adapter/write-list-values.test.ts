import { join } from 'node:path';
import { expect } from 'chai';
import { SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import type { LovLanguageMode } from '../../src/model/list-values.ts';
import { loadModel } from '../../src/model/load-model.ts';
import { createEmptyDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { fieldValue, instanceList, type Sketch } from '../support/instances.ts';
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

  /** Updates of an account that is Business, Large. */
  const UPDATES: readonly { readonly what: string; readonly sent: Sketch; readonly refused: boolean }[] = [
    { what: 'the parent value again', sent: { Type: 'Business' }, refused: false },
    { what: 'the parent value again, as a code', sent: { Type: '1' }, refused: false },
    { what: 'another parent value', sent: { Type: 'Residential' }, refused: true },
    { what: 'an empty parent value', sent: { Type: null }, refused: true },
    {
      what: 'another parent value, and the value emptied',
      sent: { Type: 'Residential', 'Sub-Type': null },
      refused: false,
    },
    { what: 'both values anew', sent: { Type: 'Residential', 'Sub-Type': 'Family' }, refused: false },
  ];
  for (const [index, { what, sent, refused }] of UPDATES.entries()) {
    it(`${what}, under which a value is stored: ${refused ? 'refused' : 'taken'}`, async () => {
      const write = (sketch: Sketch) =>
        database.store.write((transaction) =>
          adapter.write(transaction, instanceList(object, { Name: `U${index}`, ...sketch }), {
            method: 'Upsert',
            stamp: STAMP,
          }),
        );
      await write({ Type: 'Business', 'Sub-Type': 'Large' });
      const written = write(sent);
      if (!refused) return void (await written);
      const { key, location } = await refusal(written);
      expect({ key, field: location.field, value: location.value }).to.deep.equal({
        key: 'INVALID_VALUE',
        field: 'Sub-Type',
        value: 'Large',
      });
    });
  }
});
