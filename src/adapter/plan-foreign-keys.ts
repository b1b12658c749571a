import { CutError } from '../errors/cut-error.ts';
import type { Column, Field, FieldSource } from '../model/model.ts';
import type { Value } from '../store/store.ts';
import { locate, shorten } from './describe.ts';
import type { Lookups } from './lookups.ts';
import type { MessageRows } from './message-rows.ts';
import type { PlannedValues } from './plan-values.ts';
import type { ResolvedNode } from './resolve.ts';

/**
 * Turns names into ids, and refuses ids of rows that are not there. Of one foreign key a message may send the id, values of the row it
 * points at (name, login), or both; what it sends must agree.
 */
export function planForeignKeys(
  node: ResolvedNode,
  values: PlannedValues,
  lookups: Lookups,
  rows: MessageRows,
  errors: CutError[],
): void {
  const found = new Set<Column>();
  for (const [via, fields] of lookupFields(node)) {
    const value = fromLookups(node, fields, values.own.get(via) ?? undefined, lookups, rows, errors);
    if (value === undefined) continue;
    values.own.set(via, value);
    if (fields.some((field) => field.value !== null)) found.add(via);
  }
  for (const [column, value] of [...values.own, ...values.link]) {
    if (column.references === undefined || value === null || found.has(column)) continue;
    if (rows.has(column.references, value) || lookups.exists(column.references, value)) continue;
    const field = fieldOf(node, column);
    if (field !== undefined) errors.push(notFound(node, field, value, column.references));
  }
}

function fieldOf({ instance }: ResolvedNode, column: Column): Field | undefined {
  return instance.component.fields.find(({ source }) => source.kind !== 'lookup' && source.column === column);
}

type Lookup = Field & { readonly source: Extract<FieldSource, { kind: 'lookup' }> };

/** The writable lookup fields that have a value (sent, or by default in a new row), by foreign key column. */
function lookupFields({ instance, match }: ResolvedNode): Map<Column, { field: Lookup; value: Value }[]> {
  const byColumn = new Map<Column, { field: Lookup; value: Value }[]>();
  for (const field of instance.component.fields) {
    if (!isLookup(field) || field.readOnly) continue;
    const sent = instance.values[field.ordinal];
    const value = sent === undefined && match === undefined ? field.default : sent;
    if (value === undefined) continue;
    const group = byColumn.get(field.source.via) ?? [];
    group.push({ field, value });
    byColumn.set(field.source.via, group);
  }
  return byColumn;
}

/** The id that the values name together with the id sent; null when all are empty; undefined when there is nothing to change or an error. */
function fromLookups(
  node: ResolvedNode,
  fields: readonly { field: Lookup; value: Value }[],
  sentId: string | undefined,
  lookups: Lookups,
  rows: MessageRows,
  errors: CutError[],
): Value | undefined {
  let candidates: readonly string[] | undefined = sentId === undefined ? undefined : [sentId];
  for (const { field, value } of fields) {
    if (value === null) continue;
    const isDefault = node.instance.values[field.ordinal] === undefined;
    if (isDefault && candidates !== undefined) continue;
    const { table, column } = field.source;
    const found = new Set([...rows.candidates(table, column, value), ...lookups.candidates(table, column, value)]);
    const both = candidates === undefined ? [...found] : candidates.filter((id) => found.has(id));
    if (both.length === 0) {
      errors.push(notFound(node, field, value, table.name, candidates));
      return undefined;
    }
    candidates = both;
  }
  if (candidates === undefined) return null;
  const [only, second] = candidates;
  if (second === undefined) return only;
  const ambiguous = fields.find(({ value }) => value !== null);
  if (ambiguous !== undefined) errors.push(ambiguousLookup(node, ambiguous.field, ambiguous.value ?? ''));
  return undefined;
}

function notFound(
  node: ResolvedNode,
  field: Field,
  value: string,
  table: string,
  among: readonly string[] = [],
): CutError {
  const target =
    among.length === 0 ? table : `the row of ${table} that the message names too (${among.slice(0, 3).join(', ')})`;
  const location = locate(node.instance, node.index, node.key.fields, { field: field.name, value: shorten(value) });
  return new CutError('NO_LOOKUP_MATCH', { value: shorten(value), field: field.name, target }, { location });
}

function ambiguousLookup(node: ResolvedNode, field: Lookup, value: string): CutError {
  const location = locate(node.instance, node.index, node.key.fields, { field: field.name, value: shorten(value) });
  const parameters = { value: shorten(value), field: field.name, target: field.source.table.name };
  return new CutError('AMBIGUOUS_LOOKUP', parameters, { location });
}

function isLookup(field: Field): field is Lookup {
  return field.source.kind === 'lookup';
}
