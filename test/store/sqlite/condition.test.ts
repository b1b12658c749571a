import { expect } from 'chai';
import { conditionText } from '../../../src/store/sqlite/condition.ts';
import { type Condition, LARGEST_CONDITION } from '../../../src/store/store.ts';
import { ACCOUNT, equals, referenceTo } from '../tables.ts';

describe('conditions as SQLite text', () => {
  const named = (name: string): Condition => equals(ACCOUNT, 'NAME', name);
  const at = (place: string): Condition => equals(ACCOUNT, 'LOC', place);
  const noPlace: Condition = { kind: 'is-null', column: referenceTo(ACCOUNT, 'LOC') };
  const all = (...of: Condition[]): Condition => ({ kind: 'all', of });
  const any = (...of: Condition[]): Condition => ({ kind: 'any', of });
  const IN_PAIRS = '("t"."NAME", "t"."LOC") IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))';
  const IN_NAMES = '"t"."NAME" IN (SELECT value FROM json_each(?))';

  const cases: readonly { title: string; condition: Condition; text: string; parameters: string[] }[] = [
    {
      title: 'alternatives for one column are one list',
      condition: any(named('a'), all(named('b'))),
      text: IN_NAMES,
      parameters: ['["a","b"]'],
    },
    {
      title: 'alternatives for the same columns are one list of keys',
      condition: any(all(named('a'), at('x')), all(named('b'), at('y'))),
      text: IN_PAIRS,
      parameters: ['[["a","x"],["b","y"]]'],
    },
    {
      title: 'columns without a value stand beside the list',
      condition: any(all(named('a'), noPlace), all(named('b'), noPlace)),
      text: `(${IN_NAMES} AND "t"."LOC" IS NULL)`,
      parameters: ['["a","b"]'],
    },
    {
      title: 'alternatives for other columns stay apart',
      condition: any(named('a'), at('x'), named('b'), any(at('y'), noPlace)),
      text: `(${IN_NAMES} OR "t"."LOC" = ? OR ("t"."LOC" = ? OR "t"."LOC" IS NULL))`,
      parameters: ['["a","b"]', 'x', 'y'],
    },
    {
      title: 'alternatives without any value stay as they are',
      condition: any(noPlace, noPlace),
      text: '("t"."LOC" IS NULL OR "t"."LOC" IS NULL)',
      parameters: [],
    },
  ];
  for (const { title, condition, text, parameters } of cases) {
    it(title, () => {
      const values: string[] = [];
      expect(conditionText(condition, values)).to.equal(text);
      expect(values).to.deep.equal(parameters);
    });
  }

  it('have a largest size', () => {
    const condition = (count: number) => all(...Array.from({ length: count }, () => noPlace));
    expect(conditionText(condition(LARGEST_CONDITION), [])).to.be.a('string');
    expect(() => conditionText(condition(LARGEST_CONDITION + 1), [])).to.throw(RangeError, '30000');
  });
});
