/** Conditions on rows of ASSET, at random; texts have no spaces and nothing beyond the first Unicode plane, where databases differ. */
import fc from 'fast-check';
import type { Condition, Operand, PatternPart, StoreFunction, ValueType } from '../../src/store/condition.ts';
import type { ColumnReference, Shape, SortKey } from '../../src/store/store.ts';
import { ASSET, referenceTo, shapeOf } from './tables.ts';

export const TEXTS = [
  'a',
  'A',
  'ab',
  'Ab',
  'b',
  'ä',
  'Ä',
  'Ωa',
  'a*b',
  '[a]',
  'a?',
  '%',
  '_a',
  "O'x",
  '\\',
  '1',
  '2.5',
  'Y',
  'N',
];
export const NUMBERS = ['0', '1', '-1', '2', '3', '2.5', '0.1', '-0.25', '0.0000001', '12345678.1234567'];
export const DATES = ['2024-02-29', '2025-12-31', '2026-01-01'];
export const MOMENTS = ['2024-02-29 00:00:00', '2025-12-31 23:59:59', '2026-01-01 00:00:00'];

/** An asset with the one that it belongs to. */
export const ASSETS: Shape = shapeOf(ASSET, ['ROW_ID'], {
  joins: [{ alias: 'p', kind: 'left', table: ASSET, on: referenceTo(ASSET, 'PAR_ASSET_ID') }],
});

export function randomCondition(): fc.Arbitrary<Condition> {
  return fc.letrec<{ condition: Condition; text: Operand; number: Operand }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'c' },
      LEAF,
      comparison(tie('text'), tie('number')),
      nested(tie('condition')),
    ),
    text: fc.oneof({ maxDepth: 4, depthIdentifier: 'c' }, TEXT, textCall(tie('text'), tie('number'), tie('condition'))),
    number: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'c' },
      NUMBER,
      numberCall(tie('text'), tie('number'), tie('condition')),
    ),
  })).condition;
}

export function randomOrder(): fc.Arbitrary<readonly SortKey[]> {
  return fc.array(fc.record({ column: columnOf([...COLUMNS.keys()]), descending: fc.boolean() }), { maxLength: 3 });
}

const COLUMNS: ReadonlyMap<string, ValueType> = new Map<string, ValueType>([
  ['ID', 'text'],
  ['PHONE', 'text'],
  ['TEXT', 'text'],
  ['NOTE', 'text'],
  ['FLG', 'text'],
  ['AMOUNT', 'number'],
  ['QTY', 'number'],
  ['DAY', 'date'],
  ['LOCAL_DT', 'datetime'],
  ['UTC_DT', 'datetime'],
]);

function columnOf(names: readonly string[]): fc.Arbitrary<ColumnReference> {
  return fc
    .record({ name: fc.constantFrom(...names), alias: fc.constantFrom('t', 't', 'p') })
    .map(({ name, alias }) => {
      return referenceTo(ASSET, name, alias);
    });
}

function columnsOfType(type: ValueType): string[] {
  return [...COLUMNS].filter(([, of]) => of === type).map(([name]) => name);
}

function simple(type: ValueType, values: readonly string[]): fc.Arbitrary<Operand> {
  return fc.oneof(
    columnOf(columnsOfType(type)).map((column): Operand => ({ type, kind: 'column', column })),
    fc.option(fc.constantFrom(...values), { freq: 9 }).map((value): Operand => ({ type, kind: 'value', value })),
  );
}

const TEXT = simple('text', TEXTS);
const NUMBER = simple('number', NUMBERS);
const DATE = simple('date', DATES);
const MOMENT = simple('datetime', MOMENTS);

/** `equals` of a value that the column can hold, and `is-null`. */
const LEAF: fc.Arbitrary<Condition> = fc.oneof(
  ...[...COLUMNS].map(([name, type]) => {
    const values = {
      text: TEXTS.filter((text) => /^[ -~]+$/.test(text)),
      number: NUMBERS,
      date: DATES,
      datetime: MOMENTS,
    };
    return fc
      .constantFrom(...values[type])
      .map((value): Condition => ({ kind: 'equals', column: referenceTo(ASSET, name), value }));
  }),
  columnOf([...COLUMNS.keys()]).map((column): Condition => ({ kind: 'is-null', column })),
);

function comparison(text: fc.Arbitrary<Operand>, number: fc.Arbitrary<Operand>): fc.Arbitrary<Condition> {
  const operator = fc.constantFrom(
    '=' as const,
    '<>' as const,
    '<' as const,
    '<=' as const,
    '>' as const,
    '>=' as const,
  );
  const compare = (operand: fc.Arbitrary<Operand>, ignoreCase: fc.Arbitrary<boolean>): fc.Arbitrary<Condition> =>
    fc.record({ kind: fc.constant('compare' as const), operator, left: operand, right: operand, ignoreCase });
  const part = fc.oneof(
    fc.constantFrom(...TEXTS).map((value) => ({ text: value })),
    fc.constantFrom('any-text' as const, 'one-character' as const),
  );
  return fc.oneof(
    compare(text, fc.boolean()),
    compare(number, fc.constant(false)),
    compare(DATE, fc.constant(false)),
    compare(MOMENT, fc.constant(false)),
    fc.record({
      kind: fc.constant('like' as const),
      operand: text,
      pattern: fc.array<PatternPart>(part, { minLength: 1, maxLength: 3 }),
      ignoreCase: fc.boolean(),
    }),
    fc.oneof(text, number).map((operand): Condition => ({ kind: 'no-value', operand })),
  );
}

function nested(condition: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> {
  return fc.oneof(
    condition.map((of): Condition => ({ kind: 'not', of })),
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(condition, { maxLength: 5, depthIdentifier: 'c' }),
    }),
    fc.record({
      kind: fc.constant('exists' as const),
      shape: fc.constant(ASSETS),
      parent: fc.constant(referenceTo(ASSET, 'PAR_ASSET_ID')),
      of: fc.constant(referenceTo(ASSET, 'ROW_ID')),
      condition,
    }),
  );
}

function textCall(
  text: fc.Arbitrary<Operand>,
  number: fc.Arbitrary<Operand>,
  condition: fc.Arbitrary<Condition>,
): fc.Arbitrary<Operand> {
  const either = fc.oneof(text, number);
  return fc.oneof(
    call('text', ['upper', 'lower', 'trim'], either),
    call('text', ['left', 'right', 'middle'], either, number),
    call('text', ['middle'], either, number, number),
    call('text', ['concatenate', 'if-null'], either, either),
    choice('text', either, condition),
  );
}

function numberCall(
  text: fc.Arbitrary<Operand>,
  number: fc.Arbitrary<Operand>,
  condition: fc.Arbitrary<Condition>,
): fc.Arbitrary<Operand> {
  return fc.oneof(
    call('number', ['add', 'subtract', 'multiply', 'divide', 'if-null'], number, number),
    call('number', ['negate'], number),
    call('number', ['length'], fc.oneof(text, number)),
    choice('number', number, condition),
  );
}

function call(type: ValueType, names: readonly StoreFunction[], ...of: fc.Arbitrary<Operand>[]): fc.Arbitrary<Operand> {
  return fc.record({
    type: fc.constant(type),
    kind: fc.constant('call' as const),
    function: fc.constantFrom(...names),
    of: fc.tuple(...of),
  });
}

function choice(type: ValueType, of: fc.Arbitrary<Operand>, condition: fc.Arbitrary<Condition>): fc.Arbitrary<Operand> {
  return fc.record({ type: fc.constant(type), kind: fc.constant('if' as const), condition, value: of, otherwise: of });
}
