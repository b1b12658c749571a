import { CutError } from '../errors/cut-error.ts';
import type { Column, Field, Table } from '../model/model.ts';
import { recordsOf } from '../model/records-of.ts';
import type { Value } from '../store/store.ts';
import { locate, shorten } from './describe.ts';
import type { MessageNode } from './message-node.ts';
import { isPlanned, type PlanContext } from './plan-context.ts';
import { fieldValue, isNewRow } from './pointing-keys.ts';
import type { RowValues } from './row-values.ts';
import { required, storedForm } from './stored-forms.ts';
import type { ForeignKey, LookupField } from './writable-fields.ts';

/**
 * Turns names into ids, and refuses ids of rows that are not there. Of one foreign key a message may send the id, values of the row it
 * points at (name, login), or both; what it sends must agree.
 *
 * @returns the columns whose names were refused
 */
export function planForeignKeys(
  node: MessageNode,
  values: { readonly own: RowValues; readonly link: RowValues },
  context: PlanContext,
): ReadonlySet<Column> | undefined {
  let refused: Set<Column> | undefined;
  if (node.action === 'insert') requireIds(node, context);
  for (const foreignKey of node.pointing) {
    const value = target(node, foreignKey, context);
    const { column, ofLink } = foreignKey;
    if (value === undefined) {
      refused ??= new Set();
      refused.add(column);
      continue;
    }
    const position = foreignKey.id?.ordinal ?? node.writing.rows.positions.get(column) ?? -1;
    if (isNewRow(node, foreignKey) || !isPlanned(node, column, position, value, context))
      (ofLink ? values.link : values.own).add(column, value);
  }
  return refused;
}

/** A foreign key that was not sent at all is not among those that are set. */
function requireIds(node: MessageNode, { errors }: PlanContext): void {
  for (const { id } of node.writing.fields.foreignKeys) {
    if (id?.required && fieldValue(node, id, true) === undefined) errors.push(required(node, id));
  }
}

/** A value by which a message names the row that a foreign key points at. */
interface Named {
  readonly field: LookupField;
  readonly value: Value;
  /** Otherwise it is the field's default. */
  readonly sent: boolean;
}

/** The id to write; undefined after an error. */
function target(node: MessageNode, foreignKey: ForeignKey, context: PlanContext): Value | undefined {
  const { id, references } = foreignKey;
  const isNew = isNewRow(node, foreignKey);
  const named = namesOf(node, foreignKey, isNew);
  const sent = id && fieldValue(node, id, isNew);
  if (named.some(({ value }) => value !== null)) return namedRow(node, named, idFor(node, id, named, sent), context);
  if (id === undefined || sent === undefined) return null;
  if (sent !== null && references !== undefined && !exists(references, sent, context)) {
    context.errors.push(notFound(node, id, sent, references));
  }
  return storedForm(node, id, sent, context);
}

/** The id that the names must agree with: the one sent; one by default only where no name was sent. */
function idFor(
  { instance }: MessageNode,
  id: Field | undefined,
  named: readonly Named[],
  value: Value | undefined,
): string | undefined {
  const isSent = id !== undefined && (instance.values[id.ordinal] ?? null) !== null;
  const hasName = named.some(({ value, sent }) => sent && value !== null);
  return isSent || !hasName ? (value ?? undefined) : undefined;
}

const NO_NAMES: readonly Named[] = [];

/** The names that a message, or in a new row a default, gives. */
function namesOf(node: MessageNode, { names }: ForeignKey, isNew: boolean): readonly Named[] {
  let named: Named[] | undefined;
  for (const field of names) {
    const value = fieldValue(node, field, isNew);
    if (value === undefined) continue;
    named ??= [];
    named.push({ field, value, sent: node.instance.values[field.ordinal] !== undefined });
  }
  return named ?? NO_NAMES;
}

/**
 * The id of the row that the names, and the id, agree on; undefined after an error.
 * @param names at least one of them is not empty
 */
function namedRow(
  node: MessageNode,
  names: readonly Named[],
  id: string | undefined,
  context: PlanContext,
): string | undefined {
  let candidates: readonly string[] | undefined = id === undefined ? undefined : [id];
  for (const { field, value, sent } of names) {
    if (value === null || (!sent && candidates !== undefined)) continue;
    const { table } = field.source;
    const found = rowsNamed(node, field, value, context);
    const both: readonly string[] = candidates === undefined ? [...found] : candidates.filter((row) => found.has(row));
    if (both.length === 0) {
      context.errors.push(notFound(node, field, value, table, candidates));
      return undefined;
    }
    candidates = both;
  }
  const [only, second] = candidates ?? [];
  if (second === undefined) return only;
  const ambiguous = names.find(({ value }) => value !== null);
  if (ambiguous !== undefined) context.errors.push(ambiguousLookup(node, ambiguous.field, ambiguous.value ?? ''));
  return undefined;
}

function rowsNamed(node: MessageNode, { source }: LookupField, value: string, context: PlanContext): Set<string> {
  const { rows, lookups, doomed } = context;
  const owner = source.among && node.owner(source.among);
  const found = new Set([...rows.candidates(source, value, owner), ...lookups.candidates(source, value, owner?.rowId)]);
  for (const rowId of found) if (doomed.has(source.table, rowId)) found.delete(rowId);
  return found;
}

function exists(table: Table, rowId: string, { rows, lookups, doomed }: PlanContext): boolean {
  return (lookups.exists(table, rowId) && !doomed.has(table, rowId)) || rows.has(table, rowId);
}

function notFound(
  node: MessageNode,
  field: Field,
  value: string,
  table: Table,
  among: readonly string[] = [],
): CutError {
  const named = among.length === 0 ? '' : ` that the message names besides (${among.slice(0, 3).join(', ')})`;
  const records = `${recordsOf(table)}${named}`;
  const location = locate(node, node.key.fields, { field: field.name, value: shorten(value) });
  return new CutError('NO_LOOKUP_MATCH', { value: shorten(value), field: field.name, records }, { location });
}

function ambiguousLookup(node: MessageNode, field: LookupField, value: string): CutError {
  const location = locate(node, node.key.fields, { field: field.name, value: shorten(value) });
  const parameters = { value: shorten(value), field: field.name, records: recordsOf(field.source.table) };
  return new CutError('AMBIGUOUS_LOOKUP', parameters, { location });
}
