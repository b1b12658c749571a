import { CutError } from '../errors/cut-error.ts';
import { ForeignKeyViolation, RowGone, UniqueViolation } from '../store/store.ts';
import type { ResolvedNode } from './resolve.ts';

/** What the database refused, in the caller's words; undefined for what is no refusal. */
export function storeRefusal(error: unknown, nodes: readonly ResolvedNode[]): CutError | undefined {
  if (error instanceof UniqueViolation) {
    const component = componentOf(nodes, error.table) ?? error.table;
    const columns = error.columns.filter((column) => column !== 'CONFLICT_ID').join(', ');
    return new CutError('ALREADY_EXISTS', { component, columns }, { location: { component }, cause: error });
  }
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

function componentOf(nodes: readonly ResolvedNode[], table: string): string | undefined {
  for (const { instance, children } of nodes) {
    if (instance.component.table.name === table) return instance.component.name;
    for (const group of children) {
      const found = group === undefined ? undefined : componentOf(group, table);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
