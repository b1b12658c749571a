import { expect } from 'chai';
import fc from 'fast-check';
import { parseExpression } from '../../src/expression/parse-expression.ts';
import type { Expression } from '../../src/expression/tree.ts';
import { type Meaning, printExpression } from './print-expression.ts';

/** Texts, and how they are to be read: with all the parentheses that one could write. */
const READINGS: readonly (readonly [text: string, reading: string])[] = [
  ['[a] = 1 OR [b] = 2 AND [c] = 3', '([a] = 1) OR (([b] = 2) AND ([c] = 3))'],
  ['NOT [a] = 1 AND [b] = 2', '(NOT ([a] = 1)) AND ([b] = 2)'],
  ['NOT NOT [a] = 1', 'NOT (NOT ([a] = 1))'],
  ['1 + 2 * 3 - 4 = [a]', '((1 + (2 * 3)) - 4) = [a]'],
  ['8 / 4 / 2 = -[a] * 2', '((8 / 4) / 2) = ((-[a]) * 2)'],
  ['[a] NOT LIKE "x" + "y"', '[a] NOT LIKE ("x" + "y")'],
  ['[a] IS NOT NULL OR [b] ~LIKE "x*"', '([a] IS NOT NULL) OR ([b] ~LIKE "x*")'],
];

describe('parseExpression', () => {
  for (const [text, reading] of READINGS) {
    it(`reads ${text} as ${reading}`, () => {
      expect(meaning(parseExpression(text))).to.deep.equal(meaning(parseExpression(reading)));
    });
  }

  it('tells where each part stands', () => {
    const text = 'IfNull([a], "x") = [b] OR EXISTS ([C.d] IS NULL)';
    const found: string[] = [];
    JSON.stringify(parseExpression(text), (key, value) => {
      if (key === 'span') found.push(text.slice(value.start, value.end));
      return value;
    });
    expect(found).to.have.members([
      text,
      'IfNull([a], "x") = [b]',
      'IfNull([a], "x")',
      '[a]',
      '"x"',
      '[b]',
      'EXISTS ([C.d] IS NULL)',
      '[C.d] IS NULL',
      '[C.d]',
    ]);
  });

  it('reads what a tree is written as for that tree', () => {
    fc.assert(
      fc.property(trees(), (tree) => {
        expect(meaning(parseExpression(printExpression(tree)))).to.deep.equal(tree);
      }),
      { numRuns: 1000 },
    );
  });
});

function meaning(tree: Expression): unknown {
  return JSON.parse(JSON.stringify(tree, (key, value: unknown) => (key === 'span' ? undefined : value)));
}

function trees(): fc.Arbitrary<Meaning> {
  const name = fc.stringMatching(/^[A-Za-z]([A-Za-z0-9 ]{0,8}[A-Za-z0-9])?$/);
  const { tree } = fc.letrec<{ tree: Meaning }>((tie) => {
    const part = tie('tree');
    const chain = (kind: 'and' | 'or'): fc.Arbitrary<Meaning> =>
      // a chain of ANDs in a chain of ANDs would be one longer chain
      fc
        .array(
          part.filter((each) => each.kind !== kind),
          { minLength: 2, maxLength: 3 },
        )
        .map((of): Meaning => ({ kind, of }));
    return {
      tree: fc.oneof(
        { maxDepth: 5, depthIdentifier: 'tree' },
        fc.record({ kind: fc.constant('text' as const), value: fc.string({ maxLength: 5, unit: 'grapheme' }) }),
        fc.record({ kind: fc.constant('number' as const), value: fc.constantFrom('0', '12', '12.5', '.5', '7.') }),
        fc.record(
          { kind: fc.constant('field' as const), component: name, field: name },
          { requiredKeys: ['kind', 'field'] },
        ),
        fc.record({ kind: fc.constant('argument' as const), name }),
        fc.record({ kind: fc.constantFrom('not', 'negate'), operand: part }),
        chain('and'),
        chain('or'),
        fc.record({
          kind: fc.constant('compare' as const),
          operator: fc.constantFrom('=', '<>', '<', '<=', '>', '>='),
          left: part,
          right: part,
          ignoreCase: fc.boolean(),
        }),
        fc.record({
          kind: fc.constant('like' as const),
          operand: part,
          pattern: part,
          negated: fc.boolean(),
          ignoreCase: fc.boolean(),
        }),
        fc.record({ kind: fc.constant('is-null' as const), operand: part, negated: fc.boolean() }),
        fc.record({
          kind: fc.constant('arithmetic' as const),
          operator: fc.constantFrom('+', '-', '*', '/'),
          left: part,
          right: part,
        }),
        fc.record({
          kind: fc.constant('call' as const),
          function: fc.constantFrom('Left', 'IIf', 'Today'),
          arguments: fc.array(part, { maxLength: 3 }),
        }),
        fc.record({ kind: fc.constant('exists' as const), condition: part }),
      ) as fc.Arbitrary<Meaning>,
    };
  });
  return tree;
}
