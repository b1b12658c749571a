import { expect } from 'chai';
import { findTexts, knownSelectText } from '../../../src/store/sqlite/compiled.ts';
import { findByKey, findByKeys, selectText } from '../../../src/store/sqlite/sql.ts';
import { ACCOUNT, referenceTo, shapeOf } from '../tables.ts';

describe('SQLite statements that are remembered', () => {
  const shape = shapeOf(ACCOUNT, ['NAME']);
  const where = '"t"."NAME" = ?';

  it('find by a list of columns, whichever list it is', () => {
    const by = [referenceTo(ACCOUNT, 'NAME')];
    const texts = findTexts(shape, by);
    expect(texts).to.deep.equal({ one: findByKey(shape, by), many: findByKeys(shape, by) });
    expect(findTexts(shape, by)).to.equal(texts);
    expect(findTexts(shape, [...by])).to.equal(texts);
    expect(findTexts(shape, [...by, referenceTo(ACCOUNT, 'LOC')])).not.to.equal(texts);
  });

  for (const select of [
    { shape, limit: 7 },
    { shape, limit: 8 },
    { shape, limit: 7, orderBy: [{ column: referenceTo(ACCOUNT, 'LOC') }] },
    { shape, limit: 7, offset: 3 },
    { shape: shapeOf(ACCOUNT, ['LOC']), limit: 7 },
  ]) {
    it(`select ${selectText(select, where)}`, () => {
      for (const text of [where, `${where} AND 1`, where, where.padEnd(1000)]) {
        expect(knownSelectText(select, text)).to.equal(selectText(select, text));
      }
    });
  }
});
