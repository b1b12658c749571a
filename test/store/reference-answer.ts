/** What a store has to answer, worked out row by row in memory: as simple as can be, and slow. */
import { difference, product, quotient, sum } from '../../src/model/data-types/decimal-arithmetic.ts';
import type { Condition, Operand, PatternPart, StoreFunction, ValueType } from '../../src/store/condition.ts';
import type { ColumnReference, Select, Shape, Value } from '../../src/store/store.ts';

/** The rows of a table: values by column. */
export type Rows = readonly Readonly<Record<string, Value>>[];
/** By name of the table. */
export type Content = ReadonlyMap<string, Rows>;

/** ROW_IDs of the rows that `select` asks for, in their order. */
export function referenceAnswer(
  content: Content,
  { shape, condition, orderBy = [], limit, offset = 0 }: Select,
): Value[] {
  const joined = joinedRows(content, shape).filter((row) => holds(content, row, condition) === true);
  const rowIdOf = (row: JoinedRow): Value => row.get('t')?.ROW_ID ?? null;
  joined.sort((a, b) => {
    for (const { column, descending } of orderBy) {
      const order = compareNullable(columnValue(a, column), columnValue(b, column), typeOf(column));
      if (order !== 0) return descending === true ? -order : order;
    }
    return compareNullable(rowIdOf(a), rowIdOf(b), 'text');
  });
  return joined.slice(offset, offset + limit).map(rowIdOf);
}

type JoinedRow = ReadonlyMap<string, Readonly<Record<string, Value>>>;

function joinedRows(content: Content, shape: Shape): JoinedRow[] {
  return (content.get(shape.table.name) ?? []).flatMap((own) => {
    const row = new Map([['t', own]]);
    for (const { alias, kind, table, on } of shape.joins) {
      const found = content.get(table.name)?.find(({ ROW_ID }) => ROW_ID === columnValue(row, on));
      if (found !== undefined) row.set(alias, found);
      else if (kind === 'inner') return [];
    }
    return shape.where.every(({ column, value }) => columnValue(row, column) === value) ? [row] : [];
  });
}

function holds(content: Content, row: JoinedRow, condition: Condition): boolean | null {
  const evaluate = (operand: Operand): Value => valueOfOperand(content, row, operand);
  switch (condition.kind) {
    case 'equals': {
      const value = columnValue(row, condition.column);
      return value === null ? null : compare(value, condition.value, typeOf(condition.column)) === 0;
    }
    case 'is-null':
      return columnValue(row, condition.column) === null;
    case 'compare': {
      const [left, right] = [condition.left, condition.right].map(evaluate).map((value) => {
        return condition.ignoreCase ? (value?.toLowerCase() ?? null) : value;
      });
      if (left == null || right == null) return null;
      const order = compare(left, right, condition.left.type);
      const { operator } = condition;
      return operator.includes(order < 0 ? '<' : order > 0 ? '>' : '=');
    }
    case 'like': {
      const value = evaluate(condition.operand);
      return value === null ? null : patternOf(condition.pattern, condition.ignoreCase).test(value);
    }
    case 'no-value':
      return evaluate(condition.operand) === null;
    case 'not': {
      const of = holds(content, row, condition.of);
      return of === null ? null : !of;
    }
    case 'all':
    case 'any': {
      const parts = condition.of.map((part) => holds(content, row, part));
      const decisive = condition.kind === 'any';
      if (parts.includes(decisive)) return decisive;
      return parts.includes(null) ? null : !decisive;
    }
    case 'exists': {
      const rowId = columnValue(row, condition.of);
      return joinedRows(content, condition.shape).some(
        (inner) =>
          rowId !== null &&
          columnValue(inner, condition.parent) === rowId &&
          holds(content, inner, condition.condition) === true,
      );
    }
  }
}

function valueOfOperand(content: Content, row: JoinedRow, operand: Operand): Value {
  switch (operand.kind) {
    case 'column':
      return columnValue(row, operand.column);
    case 'value':
      return operand.value;
    case 'if': {
      const branch = holds(content, row, operand.condition) === true ? operand.value : operand.otherwise;
      return valueOfOperand(content, row, branch);
    }
    case 'call': {
      const values = operand.of.map((part) => valueOfOperand(content, row, part));
      if (operand.function === 'concatenate') return values.join('') || null;
      if (operand.function === 'if-null') return values.find((value) => value !== null) ?? null;
      const [first, second = '', third] = values;
      if (first == null || values.includes(null)) return null;
      return call(operand.function, first, second ?? '', third ?? undefined) || null;
    }
  }
}

function call(name: StoreFunction, first: string, second: string, third?: string): Value {
  const [from, count] = [Math.trunc(Number(second)), third === undefined ? first.length : Math.trunc(Number(third))];
  switch (name) {
    case 'add':
      return sum(first, second);
    case 'subtract':
      return difference(first, second);
    case 'multiply':
      return product(first, second);
    case 'divide':
      return quotient(first, second);
    case 'negate':
      return difference('0', first);
    case 'length':
      return String(first.length);
    case 'left':
      return first.substring(0, from);
    case 'right':
      return from < 1 ? null : first.substring(first.length - from);
    case 'middle':
      return from < 1 || count < 1 ? null : first.substring(from - 1, from - 1 + count);
    case 'upper':
      return first.toUpperCase();
    case 'lower':
      return first.toLowerCase();
    case 'trim':
      return first.replace(/^ +| +$/g, '');
    default:
      throw new RangeError(name);
  }
}

function columnValue(row: JoinedRow, { alias, column }: ColumnReference): Value {
  return row.get(alias)?.[column.name] ?? null;
}

function typeOf({ column }: ColumnReference): ValueType {
  return column.type.kind === 'number' || column.type.kind === 'integer' ? 'number' : 'text';
}

function compareNullable(left: Value, right: Value, type: ValueType): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  return compare(left, right, type);
}

function compare(left: string, right: string, type: ValueType): number {
  return type === 'number' ? Number(left) - Number(right) : Buffer.compare(Buffer.from(left), Buffer.from(right));
}

function patternOf(pattern: readonly PatternPart[], ignoreCase: boolean): RegExp {
  const source = pattern.map((part) => {
    if (part === 'any-text') return '.*';
    return part === 'one-character' ? '.' : part.text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`, ignoreCase ? 'isu' : 'su');
}
