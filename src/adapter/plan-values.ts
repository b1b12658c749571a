import { CutError } from '../errors/cut-error.ts';
import type { Column, Field } from '../model/model.ts';
import type { Value } from '../store/store.ts';
import { locate, shorten } from './describe.ts';
import { allowedListValues, displayedListValue, storedListValue } from './list-values.ts';
import type { Lookups } from './lookups.ts';
import type { MessageRows } from './message-rows.ts';
import type { Mistakes } from './mistakes.ts';
import { planForeignKeys } from './plan-foreign-keys.ts';
import type { ResolvedNode } from './resolve.ts';
import { writableFields } from './writable-fields.ts';

/** Column values that a node's fields ask for; columns that the message leaves alone are not in it. */
export interface PlannedValues {
  readonly own: Map<Column, Value>;
  /** Of the association's row. */
  readonly link: Map<Column, Value>;
}

/** Checks the values of one instance (required, lists of values, foreign keys), and tells which columns get what. */
export function planValues(node: ResolvedNode, lookups: Lookups, rows: MessageRows, errors: Mistakes): PlannedValues {
  const { instance, match } = node;
  const values: PlannedValues = { own: new Map(), link: new Map() };
  for (const field of writableFields(instance.component).columns) {
    const sent = instance.values[field.ordinal];
    const value = sent === undefined && match === undefined ? field.default : sent;
    if (field.required && isMissing(value, match === undefined)) errors.push(required(node, field));
    if (value === undefined) continue;
    const stored = value === null ? emptied(field) : listValue(node, field, value, errors);
    if (stored === undefined) continue;
    (field.source.kind === 'column' ? values.own : values.link).set(field.source.column, stored);
  }
  const refused = planForeignKeys(node, values, lookups, rows, errors);
  requireColumns(node, values.own, refused, errors);
  return values;
}

/** A required foreign key can be filled by an id or by several names; none of these fields is required by itself. */
function requireColumns(
  node: ResolvedNode,
  own: ReadonlyMap<Column, Value>,
  refused: ReadonlySet<Column>,
  errors: Mistakes,
): void {
  for (const [column, field] of writableFields(node.instance.component).requiredColumns) {
    const value = own.get(column);
    const isFilled = value === undefined ? node.match !== undefined : value !== null;
    if (!isFilled && !field.required && !refused.has(column)) errors.push(required(node, field));
  }
}

function isMissing(value: Value | undefined, inserting: boolean): boolean {
  return value === undefined ? inserting : value === null;
}

/** An emptied field gets null, or the default of a column that cannot be null (an empty flag is `N`). */
function emptied({ source: { column } }: Field): Value {
  return column.required ? (column.default ?? null) : null;
}

/** The stored form of a value of a list; undefined, and an error noted, when the list does not allow it here. */
function listValue(node: ResolvedNode, field: Field, value: string, errors: Mistakes): string | undefined {
  if (field.values === undefined) return value;
  const stored = storedListValue(field, value);
  const parent = field.within === undefined ? undefined : parentValue(node, field.within);
  const allowed = allowedListValues(field, parent);
  if (stored !== undefined && allowed.includes(displayedListValue(field, stored))) return stored;
  const under = field.within === undefined ? '' : ` under ${field.within.name} '${parent ?? ''}'`;
  const expected = `the list ${field.values.name} has${under} ${allowed.join(', ') || 'no values'}`;
  const location = locate(node.instance, node.index, node.key.fields, {
    field: field.name,
    value: shorten(value),
    allowed,
  });
  errors.push(new CutError('INVALID_VALUE', { value: shorten(value), field: field.name, expected }, { location }));
  return undefined;
}

/** Display value of the field that a hierarchical list depends on: as sent, else as stored. */
function parentValue({ instance, match }: ResolvedNode, within: Field): string | null | undefined {
  const sent = instance.values[within.ordinal];
  const value = sent === undefined ? (match?.values[within.ordinal] ?? within.default) : sent;
  if (value === undefined || value === null) return value;
  return displayedListValue(within, storedListValue(within, value) ?? value);
}

function required({ instance, index, key }: ResolvedNode, field: Field): CutError {
  return new CutError(
    'REQUIRED_FIELD',
    { field: field.name, component: instance.component.name },
    { location: locate(instance, index, key.fields, { field: field.name }) },
  );
}
