import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { knownContent, readKnownContents } from '../../../src/model/reading/known-contents.ts';
import { Problems } from '../../../src/model/reading/problems.ts';
import { readMappingFile, schemaText } from '../../../src/model/reading/read-file.ts';
import { Source } from '../../../src/model/reading/source.ts';
import { MAPPINGS } from '../../support/model.ts';

const FILE = join(MAPPINGS, 'tables.yaml');
const TEXT = readFileSync(FILE, 'utf8');

describe('contents of mapping files that are known', () => {
  it('are those of all files of the package', () => {
    const files = readdirSync(MAPPINGS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
    const known = Object.keys(JSON.parse(readFileSync(join(MAPPINGS, 'known-contents.json'), 'utf8')) as object);
    expect(known).to.have.lengthOf(files.length);
  });

  it('are what the files say', () => {
    for (const [kind, name] of [
      ...(['tables', 'value-lists', 'workflows', 'partners', 'policies', 'seed'] as const).map(
        (each) => [each, each] as const,
      ),
      ['integration-object', 'integration-objects/sales-order'],
      ['data-map', 'maps/billing-customer-to-account'],
    ] as const) {
      const text = readFileSync(join(MAPPINGS, `${name}.yaml`), 'utf8');
      const parsed = Source.parse(name, text, new Problems())?.value;
      expect(knownContent(schemaText(kind), text), name).to.deep.equal(parsed);
    }
  });

  it('are not those of a file that has been changed, or is to be checked against another schema', () => {
    expect(knownContent(schemaText('tables'), `${TEXT} `)).to.equal(undefined);
    expect(knownContent(schemaText('seed'), TEXT)).to.equal(undefined);
  });

  it('are none where their file is missing or broken', () => {
    for (const file of [join(MAPPINGS, 'nowhere.json'), FILE])
      expect(readKnownContents(pathToFileURL(file))).to.deep.equal({});
  });

  it('know where they stand', () => {
    const line = TEXT.split('\n').findIndex((each) => each.startsWith('  S_ORG_EXT:')) + 1;
    const file = readMappingFile('tables', FILE, new Problems());
    expect(file?.place.at('tables', 'S_ORG_EXT').keyPosition).to.deep.equal({ file: FILE, line, column: 3 });
  });
});

describe('a mapping file that cannot be read', () => {
  it('is a problem', () => {
    const problems = new Problems();
    expect(readMappingFile('tables', MAPPINGS, problems)).to.equal(undefined);
    expect(() => problems.throwIfAny()).to.throw(/cannot be read \(EISDIR\)/);
  });
});
