import { join } from 'node:path';
import { expect } from 'chai';
import { loadModel } from '../../src/model/load-model.ts';
import { loadSeed, type SeedRow } from '../../src/model/seed.ts';
import { problemsIn, VALID } from './broken-copy.ts';

const SHIPPED = join(import.meta.dirname, '..', '..', 'mappings');

describe('loadSeed', () => {
  const { always, samples } = loadSeed(VALID, loadModel(VALID));

  it('reads the rows in the order of the file, values in canonical form', () => {
    expect(always.map(plain)).to.deep.equal([['S_BU', '0-R9NH', { NAME: 'Default Organization' }]]);
    expect(samples.map(plain)).to.deep.equal([
      [
        'S_ORG_EXT',
        '1-ACC1',
        { NAME: 'North Quay Telecom', CLASS_CD: 'Customer', CREDIT: '100.5', BU_ID: '0-R9NH', CURCY_CD: null },
      ],
      ['S_CONTACT', '1-CON1', { LAST_NAME: 'Aho' }],
      ['S_ORG_CON', '1-OC01', { ORG_ID: '1-ACC1', CON_ID: '1-CON1' }],
    ]);
  });

  it('accepts the seed that the service ships with', () => {
    expect(problemsIn(SHIPPED, (directory) => loadSeed(directory, loadModel(directory)))).to.deep.equal([]);
  });
});

function plain({ table, rowId, columns, values }: SeedRow): [string, string, Record<string, unknown>] {
  return [table.name, rowId, Object.fromEntries(columns.map(({ name }, index) => [name, values[index]]))];
}
