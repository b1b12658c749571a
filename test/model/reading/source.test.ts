import { expect } from 'chai';
import type { Path } from '../../../src/model/reading/place.ts';
import { Problems } from '../../../src/model/reading/problems.ts';
import { Source } from '../../../src/model/reading/source.ts';

const TEXT = `# a comment
shared: &shared
  colour: red
list:
  - name: first
  - { name: second, size: 2 }
block:
  inner:
    - 1
again: *shared
nothing:
`;

/** What is asked for, path, line and column of the value, line and column of its key. */
const CASES: readonly (readonly [string, Path, string, string])[] = [
  ['the top', [], '2:1', '2:1'],
  ['a scalar', ['shared', 'colour'], '3:11', '3:3'],
  ['an item of a list', ['list', 0], '5:5', '5:5'],
  ['a value in an item', ['list', 1, 'name'], '6:13', '6:7'],
  ['an index as text', ['list', '1', 'size'], '6:27', '6:21'],
  ['what stands under a key: the key', ['block', 'inner'], '8:3', '8:3'],
  ['what an alias stands for', ['again', 'colour'], '3:11', '3:3'],
  ['a key without a value', ['nothing'], '11:9', '11:1'],
  ['what is not there: what it would be in', ['list', 1, 'weight'], '6:5', '6:5'],
  ['what is in a scalar: the scalar', ['shared', 'colour', 'hue'], '3:11', '3:11'],
];

describe('Source', () => {
  const read = (text: string, problems = new Problems()) => Source.parse('file.yaml', text, problems);

  for (const [what, path, value, key] of CASES) {
    it(`knows where ${what} stands`, () => {
      for (const source of [read(TEXT), Source.known('file.yaml', TEXT, {})]) {
        const place = source?.root.at(...path);
        expect(`${place?.position.line}:${place?.position.column}`).to.equal(value);
        expect(`${place?.keyPosition.line}:${place?.keyPosition.column}`).to.equal(key);
      }
    });
  }

  it('reads an empty file as nothing, at its beginning', () => {
    const source = read('');
    expect(source?.value).to.equal(null);
    expect(source?.root.position).to.deep.include({ line: 1, column: 1 });
  });

  it('reports what is not YAML', () => {
    const problems = new Problems();
    expect(read('a: [', problems)).to.equal(undefined);
    expect(() => problems.throwIfAny()).to.throw(/^file\.yaml:1:5: is not YAML that can be read/);
  });
});
