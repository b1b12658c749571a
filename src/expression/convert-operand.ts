import type { DataType } from '../model/data-types/data-type.ts';
import { DTYPE_DATE } from '../model/data-types/dtype-date.ts';
import { DTYPE_DATETIME } from '../model/data-types/dtype-datetime.ts';
import { DTYPE_NUMBER } from '../model/data-types/dtype-number.ts';
import type { Field } from '../model/model.ts';
import type { BoundOperand, ValueType } from './bound.ts';
import { foldCall, isLiteral } from './fold.ts';
import { listCode } from './list-values.ts';
import { shorten, valueError } from './query-error.ts';
import type { Scope } from './scope.ts';
import type { Span } from './tree.ts';
import { TYPE_NAMES } from './value-types.ts';

/** An operand and where it stands. */
export interface PlacedOperand {
  readonly operand: BoundOperand;
  readonly span: Span;
}

/**
 * Two operands in a form in which they compare, or in which one can stand for the other: a literal is read as the other one is stored, by the
 * data type of its field, or as the code of its list of values. Of other operands only the types are checked.
 * @throws CutError QUERY_VALUE when they do not fit
 */
export function fitTogether(
  left: PlacedOperand,
  right: PlacedOperand,
  scope: Scope,
): readonly [left: BoundOperand, right: BoundOperand] {
  const readsLeft = isLiteral(left.operand) && (!isLiteral(right.operand) || left.operand.type === 'text');
  return readsLeft
    ? [fitTo(left, right.operand, scope), right.operand]
    : [left.operand, fitTo(right, left.operand, scope)];
}

function fitTo({ operand, span }: PlacedOperand, beside: BoundOperand, scope: Scope): BoundOperand {
  if (!isLiteral(operand)) {
    if (operand.type === beside.type) return operand;
    throw mixed(operand.type, beside.type, span);
  }
  const { type, value } = operand;
  const literal = { type: beside.type, kind: 'literal' } as const;
  if (value === null) return { ...literal, value };
  if (type === 'text') return { ...literal, value: readText(value, beside, scope, span) };
  if (type === beside.type || (type === 'number' && beside.type === 'text')) return { ...literal, value };
  if (type === 'date' && beside.type === 'datetime') return { ...literal, value: `${value} 00:00:00` };
  throw mixed(type, beside.type, span);
}

const READERS: Readonly<Partial<Record<ValueType, DataType>>> = Object.freeze({
  number: DTYPE_NUMBER,
  date: DTYPE_DATE,
  datetime: DTYPE_DATETIME,
});

/** Of the fields with texts only flags are checked: any other text may have been stored. */
function readText(value: string, beside: BoundOperand, { lovLanguageMode }: Scope, span: Span): string {
  const field = fieldBehind(beside);
  if (field?.values !== undefined) return listCode(field, value, lovLanguageMode);
  const isFree = beside.type === 'text' && !field?.type.columns.includes('flag');
  return isFree ? value : read(value, field?.type ?? READERS[beside.type] ?? DTYPE_NUMBER, span, field);
}

/** The operand as a number: `"5" * 2`. */
export function toNumber({ operand, span }: PlacedOperand): BoundOperand {
  const { type } = operand;
  if (type === 'number') return operand;
  if (!isLiteral(operand) || type !== 'text') throw mixed(type, 'number', span);
  return { type: 'number', kind: 'literal', value: operand.value && read(operand.value, DTYPE_NUMBER, span) };
}

/** The operand as a text, dates in Siebel's form: `"Order " + [Line Number]`. */
export function toText({ operand, span }: PlacedOperand, scope: Scope): BoundOperand {
  // a number is its canonical text already, wherever a text is taken
  if (operand.type === 'text' || operand.type === 'number') return operand;
  return foldCall({ type: 'text', kind: 'call', function: 'ToChar', of: [operand] }, scope, span);
}

/** The field whose stored values an operand has, if it has. */
export function fieldBehind(operand: BoundOperand): Field | undefined {
  if (operand.kind === 'field') return operand.field;
  if (operand.kind === 'if') return fieldBehind(operand.value) ?? fieldBehind(operand.otherwise);
  const first = operand.kind === 'stored-call' && operand.function === 'if-null' ? operand.of[0] : undefined;
  return first && fieldBehind(first);
}

function read(value: string, reader: DataType, { start }: Span, field?: Field): string {
  const canonical = reader.parse(value.trim());
  if (canonical !== undefined) return canonical;
  const where = field === undefined ? 'stands where' : `is compared with [${field.name}], where`;
  throw valueError(start, `'${shorten(value)}' ${where} ${reader.expects} was expected`);
}

const CONVERSIONS: Readonly<Record<ValueType, string>> = Object.freeze({
  text: 'ToChar makes texts',
  number: 'ToNumber makes numbers of texts',
  date: 'ToDate makes dates',
  datetime: 'ToDate makes dates of both',
});

function mixed(type: ValueType, wanted: ValueType, { start }: Span): Error {
  return valueError(
    start,
    `${TYPE_NAMES[type]} stands where ${TYPE_NAMES[wanted]} was expected; ${CONVERSIONS[wanted]}`,
  );
}
