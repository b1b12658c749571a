import { CutError } from '../errors/cut-error.ts';
import type { Component } from '../model/model.ts';
import { ForeignKeyViolation, RowGone, UniqueViolation } from '../store/store.ts';
import { locate } from './describe.ts';
import type { MessageNode } from './message-node.ts';

/**
 * What the database refused, in the caller's words; undefined for what is no refusal.
 * @param nodes the instances that were written; none where it is not known any more: foreign keys are checked at the end of a transaction
 */
export function storeRefusal(error: unknown, nodes: readonly MessageNode[] = []): CutError | undefined {
  if (error instanceof UniqueViolation) return alreadyExists(error, nodes);
  if (error instanceof RowGone) {
    const component = nodesOf(nodes, error.table)[0]?.instance.component.name ?? error.table;
    return new CutError(
      'WRITE_CONFLICT',
      { component, key: `row id ${error.rowId}`, values: '' },
      { location: { component }, cause: error },
    );
  }
  if (error instanceof ForeignKeyViolation) return error.deleted ? stillReferred(error) : notThere(error);
  return undefined;
}

/** Names the fields, as the caller knows no columns; and the instance, when there is only one that it can be. */
function alreadyExists(error: UniqueViolation, nodes: readonly MessageNode[]): CutError {
  const [first, second] = nodesOf(nodes, error.table);
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

function notThere(error: ForeignKeyViolation): CutError {
  const { value, column, references } = error;
  const parameters = { value, field: column, target: references };
  return new CutError('NO_LOOKUP_MATCH', parameters, { location: { field: column, value }, cause: error });
}

function stillReferred(error: ForeignKeyViolation): CutError {
  const { value, column, table, references } = error;
  return new CutError('STILL_REFERRED', { value, column, table, references }, { location: { value }, cause: error });
}

function linkColumn(component: Component | undefined): string | undefined {
  return component?.link?.kind === 'foreign-key' ? component.link.column.name : undefined;
}

function fieldNamed(component: Component | undefined, column: string): string | undefined {
  return component?.fields.find(({ source }) => source.kind === 'column' && source.column.name === column)?.name;
}

function nodesOf(nodes: readonly MessageNode[], table: string): MessageNode[] {
  return nodes.filter(({ instance }) => instance.component.table.name === table);
}
