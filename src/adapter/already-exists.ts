import { CutError } from '../errors/cut-error.ts';
import type { Column, Component, Field, Model } from '../model/model.ts';
import { recordsOf } from '../model/records-of.ts';
import type { RowChange, UniqueViolation } from '../store/store.ts';
import { locate, shorten } from './describe.ts';
import type { MessageNode } from './message-node.ts';

/** What was being written when the database refused something. */
export interface Written {
  /** The instances. */
  readonly nodes: readonly MessageNode[];
  readonly changes: readonly RowChange[];
  readonly tables: Model['tables'];
}

/** ALREADY_EXISTS with the instance whose row a unique index has refused, as far as it is known, and the fields that the index is about. */
export function alreadyExists(error: UniqueViolation, written: Written): CutError {
  const node = nodeOf(error, written);
  const component = node?.instance.component;
  const table = written.tables.get(error.table);
  const fields = component === undefined ? [] : error.columns.flatMap((name) => fieldOver(component, name) ?? []);
  const named = component?.name ?? (table === undefined ? 'record' : `of the ${recordsOf(table)}`);
  const columns = fields.map(({ name }) => name).join(', ') || 'unique values';
  const location = node === undefined ? {} : locate(node, node.key.fields, sentIn(node, fields));
  return new CutError('ALREADY_EXISTS', { component: named, columns }, { location, cause: error });
}

/** By its row, which may be that of the link to its parent; without a row id the only instance that it can be. */
function nodeOf({ table, rowId }: UniqueViolation, { nodes, changes }: Written): MessageNode | undefined {
  const ofTable = nodes.filter(({ writing: { component } }) => component.table.name === table);
  if (rowId === undefined) return ofTable.length === 1 ? ofTable[0] : undefined;
  const own = nodes.find((node) => node.rowId === rowId);
  if (own !== undefined) return own;
  const link = changes.find((change) => change.rowId === rowId && change.kind !== 'delete');
  return link && nodes.find((node) => isLinkOf(node, link));
}

function isLinkOf({ writing, rowId, parent }: MessageNode, change: RowChange): boolean {
  const { link } = writing.component;
  if (link?.kind !== 'association' || link.table !== change.table || change.kind === 'delete') return false;
  const linked = (column: Column) => change.values[change.columns.indexOf(column)];
  return linked(link.childColumn) === rowId && linked(link.parentColumn) === parent?.rowId;
}

/** The field over a column, or over a column of the row that it points at. */
function fieldOver({ fields }: Component, column: string): Field | undefined {
  return (
    fields.find(({ source }) => source.kind !== 'lookup' && source.column.name === column && !source.column.system) ??
    fields.find(({ source }) => source.kind === 'lookup' && source.via.name === column)
  );
}

/** The first of the fields that was sent, with its value. */
function sentIn({ instance }: MessageNode, fields: readonly Field[]): { field?: string; value?: string } {
  for (const { name, ordinal } of fields) {
    const value = instance.values[ordinal];
    if (typeof value === 'string') return { field: name, value: shorten(value) };
  }
  return {};
}
