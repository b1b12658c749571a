/** Search specifications at random, over a few fields of each type. */
import fc from 'fast-check';

/** Differ in case, width and blanks, hold characters beyond the first Unicode plane, and what operators and databases make something of. */
export const TEXTS: readonly string[] = [
  ...['a', 'A', 'ab', 'Ab b', 'abc', 'ä', 'Ä', 'ß', 'SS', 'İ', 'ﬀ', '😀', 'a😀b', '𝐀', '\uFFFD', '0', '10', '-'],
  ...['a*', '?', '[a]', '%_', "'", '"', 'a\\', ' a', 'a '],
];
export const NUMBERS: readonly string[] = ['0', '1', '-1', '2.5', '10', '99.9999999', '-0.0000001', '12345678.9'];
export const DATES: readonly string[] = ['2024-02-29', '2025-12-31', '2026-01-01'];
export const TIMES: readonly string[] = ['2025-12-31 23:59:59', '2026-01-01 00:00:00', '2026-01-01 12:30:00'];

/** The fields of a component, as they are written, by type. */
export interface FieldNames {
  readonly text: readonly string[];
  readonly number: readonly string[];
  readonly date: readonly string[];
  readonly datetime: readonly string[];
}

type Type = keyof FieldNames;

/**
 * Conditions on the fields of a component, and with EXISTS on those of its children.
 * @param children each child component's
 */
export function searchSpecs(fields: FieldNames, children: readonly FieldNames[] = []): fc.Arbitrary<string> {
  const { condition } = fc.letrec<Record<'condition' | Type, string>>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'search' },
      ...typesOf(fields).map((type) => leaf(type, fields)),
      ...typesOf(fields).map((type) => comparison(type, tie(type), tie(type))),
      fc.tuple(tie('text'), LIKE, PATTERN).map(([text, like, pattern]) => `${text} ${like} ${pattern}`),
      fc.tuple(tie('condition'), fc.constantFrom('AND', 'OR'), tie('condition')).map((parts) => `(${parts.join(' ')})`),
      tie('condition').map((part) => `NOT (${part})`),
      ...children.map((child) => searchSpecs(child).map((part) => `EXISTS (${part})`)),
    ),
    text: operand('text', fields, textCall(tie('text'), tie('number'), tie('condition'))),
    number: operand('number', fields, numberCall(tie('text'), tie('number'), tie('condition'))),
    date: operand('date', fields, choice(tie('condition'), tie('date'))),
    datetime: operand('datetime', fields, choice(tie('condition'), tie('datetime'))),
  }));
  return condition;
}

const COMPARISON = fc.constantFrom('=', '<>', '<', '<=', '>', '>=');
const LIKE = fc.constantFrom('LIKE', '~LIKE', 'NOT LIKE');
const PATTERN = fc
  .array(fc.constantFrom('*', '?', 'a', 'A', 'b', 'ß', 'Ä', '😀', '[a]', '%', '\\'), { minLength: 1, maxLength: 4 })
  .map((parts) => quoted(parts.join('')));

function typesOf(fields: FieldNames): Type[] {
  return (['text', 'number', 'date', 'datetime'] as const).filter((type) => fields[type].length > 0);
}

/** What every field can be asked. */
function leaf(type: Type, fields: FieldNames): fc.Arbitrary<string> {
  const field = fc.constantFrom(...fields[type]);
  return fc.oneof(
    fc.tuple(field, COMPARISON, literal(type)).map((parts) => parts.join(' ')),
    fc.tuple(field, fc.constantFrom('IS NULL', 'IS NOT NULL')).map((parts) => parts.join(' ')),
  );
}

function comparison(type: Type, left: fc.Arbitrary<string>, right: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const operator =
    type === 'text' ? fc.tuple(fc.constantFrom('', '~'), COMPARISON).map((parts) => parts.join('')) : COMPARISON;
  return fc.tuple(left, operator, right).map((parts) => parts.join(' '));
}

function operand(type: Type, fields: FieldNames, call: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const names = fields[type];
  const simple = names.length === 0 ? literal(type) : fc.oneof(fc.constantFrom(...names), literal(type));
  return fc.oneof({ maxDepth: 3, depthIdentifier: 'search' }, simple, call);
}

function literal(type: Type): fc.Arbitrary<string> {
  switch (type) {
    case 'text':
      return fc.constantFrom(...TEXTS).map(quoted);
    case 'number':
      return fc.constantFrom(...NUMBERS);
    case 'date':
      return fc.constantFrom(...DATES).map((date) => `ToDate(${quoted(date)})`);
    case 'datetime':
      return fc.constantFrom(...TIMES).map(quoted);
  }
}

function textCall(
  text: fc.Arbitrary<string>,
  number: fc.Arbitrary<string>,
  condition: fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  return fc.oneof(
    fc.tuple(fc.constantFrom('Upper', 'Lower', 'Trim'), text).map(([name, of]) => `${name}(${of})`),
    fc.tuple(fc.constantFrom('Left', 'Right'), text, number).map(([name, of, count]) => `${name}(${of}, ${count})`),
    fc.tuple(text, number, number).map(([of, first, count]) => `Mid(${of}, ${first}, ${count})`),
    fc.tuple(text, text).map(([left, right]) => `(${left} + ${right})`),
    fc.tuple(text, text).map(([left, right]) => `IfNull(${left}, ${right})`),
    choice(condition, text),
  );
}

function numberCall(
  text: fc.Arbitrary<string>,
  number: fc.Arbitrary<string>,
  condition: fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  return fc.oneof(
    text.map((of) => `Len(${of})`),
    fc.tuple(number, fc.constantFrom('+', '-', '*', '/'), number).map((parts) => `(${parts.join(' ')})`),
    fc.tuple(number, number).map(([left, right]) => `IfNull(${left}, ${right})`),
    choice(condition, number),
  );
}

function choice(condition: fc.Arbitrary<string>, value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(condition, value, value).map((parts) => `IIf(${parts.join(', ')})`);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
