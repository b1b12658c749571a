import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openDataMaps } from '../../src/commands/open-data-maps.ts';
import { loadModel } from '../../src/model/load-model.ts';
import { problemsIn, problemsOf, VALID } from '../model/broken-copy.ts';
import { codec } from './golden-maps.ts';
import { MAP_MISTAKES } from './mistakes.ts';

const read = (directory: string): void => {
  using _ = openDataMaps(directory, loadModel(directory), codec);
};

describe('a mistake in an integration object map is reported with file, line and column', () => {
  for (const { what, problems, ...mistake } of MAP_MISTAKES) {
    it(what, () => {
      expect(problemsOf(mistake, read)).to.deep.equal(problems);
    });
  }

  it('a name that two maps have', () => {
    const directory = mkdtempSync(join(tmpdir(), 'maps-'));
    try {
      cpSync(VALID, directory, { recursive: true });
      cpSync(join(directory, 'maps/account.yaml'), join(directory, 'maps/again.yaml'));
      expect(problemsIn(directory, read)).to.deep.equal([
        "maps/again.yaml:1:6: there is a map 'Account to Customer' already",
      ]);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('a document element of which two maps make the same integration object', () => {
    const directory = mkdtempSync(join(tmpdir(), 'maps-'));
    try {
      cpSync(VALID, directory, { recursive: true });
      for (const name of ['One', 'Another'])
        writeFileSync(
          join(directory, `maps/${name.toLowerCase()}.yaml`),
          `map: ${name}\nsource: { xsd: partner.xsd, element: Customer }\ntarget: Sample Account IO\ncomponents: [{ source: Customer, target: Account }]\n`,
        );
      const [problem = '', ...more] = problemsIn(directory, read);
      expect(more).to.deep.equal([]);
      expect(problem.replaceAll(`${directory}/`, '')).to.equal(
        "maps/one.yaml:1:6: 'One' and 'Another' (maps/another.yaml) both make Sample Account IO of documents with the element Customer: one of them has to go, or they become one map",
      );
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('but mappings without maps are fine', () => {
    expect(problemsIn(join(VALID, '..', 'methods'), read)).to.deep.equal([]);
  });
});
