import { CutError } from '../errors/cut-error.ts';
import type { Column, Field } from '../model/model.ts';
import type { Value } from '../store/store.ts';
import { locate, shorten } from './describe.ts';
import type { Lookups } from './lookups.ts';
import type { MessageRows } from './message-rows.ts';
import type { Mistakes } from './mistakes.ts';
import type { PlannedValues } from './plan-values.ts';
import type { ResolvedNode } from './resolve.ts';
import { type LookupField, writableFields } from './writable-fields.ts';

/**
 * Turns names into ids, and refuses ids of rows that are not there. Of one foreign key a message may send the id, values of the row it
 * points at (name, login), or both; what it sends must agree.
 *
 * @returns the columns whose names were refused
 */
export function planForeignKeys(
  node: ResolvedNode,
  values: PlannedValues,
  lookups: Lookups,
  rows: MessageRows,
  errors: Mistakes,
): ReadonlySet<Column> {
  const found = new Set<Column>();
  const refused = new Set<Column>();
  for (const [via, named] of namesOf(node)) {
    const value = namedRow(node, named, idFor(node, via, named, values), lookups, rows, errors);
    if (value === undefined) {
      refused.add(via);
      continue;
    }
    values.own.set(via, value);
    if (named.some((name) => name.value !== null)) found.add(via);
  }
  for (const [column, value] of [...values.own, ...values.link]) {
    if (column.references === undefined || value === null || found.has(column)) continue;
    if (rows.has(column.references, value) || lookups.exists(column.references, value)) continue;
    const field = fieldOf(node, column);
    if (field !== undefined) errors.push(notFound(node, field, value, column.references));
  }
  return refused;
}

/** The id that the names must agree with: the one sent; one by default only where no name was sent. */
function idFor(node: ResolvedNode, via: Column, named: readonly Named[], values: PlannedValues): string | undefined {
  const field = fieldOf(node, via);
  const sent = field !== undefined && (node.instance.values[field.ordinal] ?? null) !== null;
  const hasName = named.some(({ value, sent }) => sent && value !== null);
  return sent || !hasName ? (values.own.get(via) ?? undefined) : undefined;
}

function fieldOf({ instance }: ResolvedNode, column: Column): Field | undefined {
  return writableFields(instance.component).byColumn.get(column);
}

/** A value by which a message names the row that a foreign key points at. */
interface Named {
  readonly field: LookupField;
  readonly value: Value;
  /** Otherwise it is the field's default. */
  readonly sent: boolean;
}

/** The names that a message (or in a new row a default) gives, by foreign key column. */
function namesOf({ instance, match }: ResolvedNode): [Column, Named[]][] {
  const names: [Column, Named[]][] = [];
  for (const [via, fields] of writableFields(instance.component).lookups) {
    const named: Named[] = [];
    for (const field of fields) {
      const sent = instance.values[field.ordinal];
      const value = sent === undefined && match === undefined ? field.default : sent;
      if (value !== undefined) named.push({ field, value, sent: sent !== undefined });
    }
    if (named.length > 0) names.push([via, named]);
  }
  return names;
}

/** The id of the row that the names, and the id, agree on; null when all are empty; undefined after an error. */
function namedRow(
  node: ResolvedNode,
  names: readonly Named[],
  id: string | undefined,
  lookups: Lookups,
  rows: MessageRows,
  errors: Mistakes,
): Value | undefined {
  let candidates: readonly string[] | undefined = id === undefined ? undefined : [id];
  for (const { field, value, sent } of names) {
    if (value === null || (!sent && candidates !== undefined)) continue;
    const { table, column } = field.source;
    const found = new Set([...rows.candidates(table, column, value), ...lookups.candidates(table, column, value)]);
    const both: readonly string[] = candidates === undefined ? [...found] : candidates.filter((row) => found.has(row));
    if (both.length === 0) {
      errors.push(notFound(node, field, value, table.name, candidates));
      return undefined;
    }
    candidates = both;
  }
  if (candidates === undefined) return null;
  const [only, second] = candidates;
  if (second === undefined) return only;
  const ambiguous = names.find(({ value }) => value !== null);
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

function ambiguousLookup(node: ResolvedNode, field: LookupField, value: string): CutError {
  const location = locate(node.instance, node.index, node.key.fields, { field: field.name, value: shorten(value) });
  const parameters = { value: shorten(value), field: field.name, target: field.source.table.name };
  return new CutError('AMBIGUOUS_LOOKUP', parameters, { location });
}
