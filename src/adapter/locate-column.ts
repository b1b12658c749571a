import type { ErrorLocation } from '../errors/cut-error.ts';
import type { Column, Table } from '../model/model.ts';
import { locate, shorten } from './describe.ts';
import type { MessageNode } from './message-node.ts';

/** Where in a message the value of a row's column comes from, for errors found in the row changes. */
export function locateColumn(
  nodes: readonly MessageNode[],
): (table: Table, rowId: string, column: Column) => ErrorLocation {
  return (table, rowId, column) => {
    const node = nodes.find((other) => other.rowId === rowId && other.writing.component.table === table);
    if (node === undefined) return {};
    const { byColumn, foreignKeys } = node.writing.fields;
    const key = foreignKeys.find((foreignKey) => foreignKey.column === column);
    const sent = key?.names.find(({ ordinal }) => typeof node.instance.values[ordinal] === 'string');
    const field = sent ?? byColumn.get(column) ?? key?.names[0];
    if (field === undefined) return locate(node, node.key.fields);
    const value = node.instance.values[field.ordinal];
    return locate(node, node.key.fields, {
      field: field.name,
      ...(typeof value === 'string' ? { value: shorten(value) } : {}),
    });
  };
}
