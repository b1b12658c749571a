import { CutError } from '../errors/cut-error.ts';
import type { Model } from '../model/model.ts';
import { recordsOf } from '../model/records-of.ts';
import { ForeignKeyViolation, RowGone, UniqueViolation } from '../store/store.ts';
import { alreadyExists, type Written } from './already-exists.ts';
import { locate } from './describe.ts';
import type { MessageNode } from './message-node.ts';

/** What the database refused, in the caller's words; undefined for what is no refusal. */
export function storeRefusal(error: unknown, written: Written): CutError | undefined {
  const { nodes, tables } = written;
  if (error instanceof UniqueViolation) return alreadyExists(error, written);
  if (error instanceof RowGone) {
    const component = nodesOf(nodes, error.table)[0]?.instance.component.name ?? words(tables, error.table);
    return new CutError(
      'WRITE_CONFLICT',
      { component, key: `row id ${error.rowId}`, values: '' },
      { location: { component }, cause: error },
    );
  }
  if (error instanceof ForeignKeyViolation) {
    return error.deleted ? stillReferred(error, nodes, tables) : notThere(error, nodes, tables);
  }
  return undefined;
}

function notThere(error: ForeignKeyViolation, nodes: readonly MessageNode[], tables: Model['tables']): CutError {
  const { table, column, value, references, rowId } = error;
  const written = nodesOf(nodes, table).find((node) => node.rowId === rowId);
  const key = written?.writing.fields.foreignKeys.find((foreignKey) => foreignKey.column.name === column);
  const field = (key?.id ?? key?.names[0])?.name ?? 'of another record';
  const location = written === undefined ? { value } : locate(written, written.key.fields, { field, value });
  return new CutError(
    'NO_LOOKUP_MATCH',
    { value, field, records: words(tables, references) },
    { location, cause: error },
  );
}

function stillReferred(error: ForeignKeyViolation, nodes: readonly MessageNode[], tables: Model['tables']): CutError {
  const { value, table, references, rowId = '' } = error;
  const deleted = nodesOf(nodes, references).find(({ match }) => match?.rowId === value);
  const location = deleted === undefined ? { value } : locate(deleted, deleted.key.fields);
  const parameters = { value, records: words(tables, references), referrers: words(tables, table), referrer: rowId };
  return new CutError('STILL_REFERRED', parameters, { location, cause: error });
}

/** Our own tables and those of associations have no name that callers know. */
function words(tables: Model['tables'], name: string): string {
  const table = tables.get(name);
  return table === undefined ? 'records' : recordsOf(table);
}

function nodesOf(nodes: readonly MessageNode[], table: string): MessageNode[] {
  return nodes.filter(({ instance }) => instance.component.table.name === table);
}
