import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Criteria } from '../../src/adapter/query.ts';
import { SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import type { LovLanguageMode } from '../../src/model/list-values.ts';
import { loadModel } from '../../src/model/load-model.ts';
import { SqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { STAMP } from '../support/database.ts';
import { fieldValue, instanceList } from '../support/instances.ts';

/** What is answered as Type (`Business` has code `1`) to each way to ask for it; nothing: not found. */
const MODES: readonly (readonly [mode: LovLanguageMode | undefined, asked: string, answered: string | undefined])[] = [
  [undefined, 'Business', 'Business'],
  [undefined, '1', 'Business'],
  [undefined, 'Bus*', 'Business'],
  [undefined, 'Residential', undefined],
  ['LDC', 'Business', 'Business'],
  ['LDC', 'B*', 'Business'],
  ['LIC', '1', '1'],
  ['LIC', '1 OR 2', '1'],
  ['LIC', '2', undefined],
  ['LIC', 'B*', undefined],
  ['LDC', '1*', undefined],
];

describe('list values in a query', () => {
  const model = loadModel(join(import.meta.dirname, '..', 'fixtures', 'mappings', 'valid'));
  const object = model.integrationObjects.get('Sample Account IO') ?? expect.fail();
  const adapter = new SiebelAdapter(model, { queryLimit: 10 });
  const directory = mkdtempSync(join(tmpdir(), 'cut-test-'));
  let store: SqliteStore;

  before(async () => {
    store = await SqliteStore.open({ path: join(directory, 'cut.db'), tables: model.tables.values() });
    const organization = model.tables.get('S_BU') ?? expect.fail();
    const columns = ['NAME'].map((name) => organization.columns.get(name) ?? expect.fail());
    await store.write(async (transaction) => {
      const values = ['Default Organization'];
      await transaction.apply([{ kind: 'insert', table: organization, rowId: '0-R9NH', columns, values }], STAMP);
      await adapter.write(transaction, instanceList(object, { Name: 'Tyne', Type: 'Business' }), {
        method: 'Upsert',
        stamp: STAMP,
      });
    });
  });
  after(async () => {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const typeFound = async (criteria: Criteria) => {
    const { roots } = await store.read((reader) => adapter.query(reader, object, criteria));
    return fieldValue(roots[0], 'Type');
  };

  for (const [lovLanguageMode, asked, answered] of MODES) {
    it(`${asked}, LOVLanguageMode ${lovLanguageMode ?? 'not sent'}: ${answered ?? 'not found'}`, async () => {
      const criteria = lovLanguageMode === undefined ? {} : { lovLanguageMode };
      const { roots } = instanceList(object, { Type: asked });
      expect(await typeFound({ ...criteria, examples: roots })).to.equal(answered);
    });
  }

  it('SearchSpec reads them the same way', async () => {
    expect(await typeFound({ searchSpec: '[Type] = "Business"' })).to.equal('Business');
    expect(await typeFound({ searchSpec: '[Type] = "1"', lovLanguageMode: 'LIC' })).to.equal('1');
  });

  /** Conditions that look into the value, with what is found. */
  const FUNCTIONS: readonly (readonly [condition: string, mode: LovLanguageMode | undefined, found: boolean])[] = [
    ['Upper([Type]) = "BUSINESS"', undefined, true],
    ['Left([Type], 3) = "Bus"', 'LDC', true],
    ['[Type] + "!" = "Business!"', undefined, true],
    ['Upper([Type]) = "1"', undefined, false],
    ['Upper([Type]) = "1"', 'LIC', true],
    ['IfNull([Type], [Type]) = "Business"', undefined, true],
    ['Len([Sub-Type]) = 5', undefined, false],
    ['IIf([Name] = "Tyne", [Type], "x") LIKE "Bus*"', undefined, true],
    ['IIf([Name] = "Tees", "x", [Type]) LIKE "Bus*"', undefined, true],
    ['IIf([Name] = "Tyne", [Type], "x") LIKE "1"', undefined, false],
    ['IIf([Name] = "Tyne", [Type], "x") LIKE "1*"', 'LIC', true],
    ['IfNull([Sub-Type], [Type]) LIKE "*ness"', undefined, true],
    ['[Type] ~<> "business"', undefined, false],
    ['[Type] ~<> "residential"', undefined, true],
  ];
  for (const [condition, mode, found] of FUNCTIONS) {
    it(`${condition}, LOVLanguageMode ${mode ?? 'not sent'}: ${found ? 'found' : 'not found'}`, async () => {
      const criteria = { searchSpec: condition, ...(mode && { lovLanguageMode: mode }) };
      expect((await typeFound(criteria)) !== undefined).to.equal(found);
    });
  }
});
