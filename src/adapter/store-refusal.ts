import { CutError } from '../errors/cut-error.ts';
import type { Component } from '../model/model.ts';
import { ForeignKeyViolation, RowGone, UniqueViolation } from '../store/store.ts';
import { locate } from './describe.ts';
import type { ResolvedNode } from './resolve.ts';

/** What the database refused, in the caller's words; undefined for what is no refusal. */
export function storeRefusal(error: unknown, nodes: readonly ResolvedNode[]): CutError | undefined {
  if (error instanceof UniqueViolation) return alreadyExists(error, nodes);
  if (error instanceof RowGone) {
    const component = componentOf(nodes, error.table) ?? error.table;
    return new CutError(
      'WRITE_CONFLICT',
      { component, key: `row id ${error.rowId}` },
      { location: { component }, cause: error },
    );
  }
  if (error instanceof ForeignKeyViolation) {
    const { value, column, references } = error;
    const parameters = { value, field: column, target: references };
    return new CutError('NO_LOOKUP_MATCH', parameters, { location: { field: column, value }, cause: error });
  }
  return undefined;
}

/** Names the fields, as the caller knows no columns; and the instance, when there is only one that it can be. */
function alreadyExists(error: UniqueViolation, nodes: readonly ResolvedNode[]): CutError {
  const candidates = nodesOf(nodes, error.table);
  const [first, second] = candidates;
  const component = first?.instance.component;
  const fields = error.columns
    .filter((column) => column !== 'CONFLICT_ID' && column !== linkColumn(component))
    .map((column) => fieldNamed(component, column) ?? column);
  const parameters = { component: component?.name ?? error.table, columns: fields.join(', ') };
  const location =
    first === undefined || second !== undefined
      ? { component: parameters.component }
      : locate(first.instance, first.index, first.key.fields, { field: fields[0] ?? '' });
  return new CutError('ALREADY_EXISTS', parameters, { location, cause: error });
}

function linkColumn(component: Component | undefined): string | undefined {
  return component?.link?.kind === 'foreign-key' ? component.link.column.name : undefined;
}

function fieldNamed(component: Component | undefined, column: string): string | undefined {
  return component?.fields.find(({ source }) => source.kind === 'column' && source.column.name === column)?.name;
}

function nodesOf(nodes: readonly ResolvedNode[], table: string): ResolvedNode[] {
  return nodes.flatMap((node) => [
    ...(node.instance.component.table.name === table ? [node] : []),
    ...node.children.flatMap((group) => nodesOf(group ?? [], table)),
  ]);
}

function componentOf(nodes: readonly ResolvedNode[], table: string): string | undefined {
  return nodesOf(nodes, table)[0]?.instance.component.name;
}
