import { expect } from 'chai';
import { TagTable } from '../../../src/xml/compiled/tag-table.ts';

describe('TagTable', () => {
  // The hashes of the last two are the same.
  const tags = ['Name', 'Name2', 'Na', 'Asset-Item', 'M.F', 'Cb', 'DC'];
  const table = new TagTable<{ readonly tag: string }>(tags.length);
  for (const tag of tags) table.add({ tag });

  for (const tag of tags) {
    for (const [before, after] of [
      ['', ''],
      ['<', '>'],
      ['<p:', ' a="b"/>'],
    ] as const) {
      it(`finds ${tag} in '${before}${tag}${after}'`, () => {
        expect(table.find(`${before}${tag}${after}`, before.length)?.tag).to.equal(tag);
      });
    }
  }

  for (const name of ['', '>', 'Nam', 'Name3', 'Name22', 'name', 'Asset', 'Asset-Item-', 'ÄName']) {
    it(`finds nothing in '${name}'`, () => {
      expect(table.find(name, 0)).to.equal(undefined);
    });
  }
});
