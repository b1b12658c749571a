import type { Index, Table } from '../../model/model.ts';
import type { MigrationPlan, Refusal } from '../migration.ts';
import { secondaryIndexes } from '../secondary-indexes.ts';
import { createIndex, filterColumns, primaryKeyName } from './ddl.ts';
import { capitals, type ExistingIndex, type ExistingTable } from './existing-schema.ts';
import { quoteName, tableName } from './identifiers.ts';

/**
 * What is to be done for the indexes of a table; pure. They are told by what they are, not by their names: a DBA may have named them. One that is disabled,
 * or has other rows in it, is not what is needed: unique indexes have the last word on what is there twice. A table that has a primary key of other columns keeps it, and gets a
 * unique index of ROW_ID beside it.
 * @param existing undefined for a table that is made, with its primary key
 */
export function planIndexes(table: Table, existing: ExistingTable | undefined, schema: string): MigrationPlan {
  const statements: string[] = [];
  const refusals: Refusal[] = [];
  for (const index of [...primaryKey(table), ...secondaryIndexes(table)]) {
    const isPrimary = index.name === primaryKeyName(table.name);
    const hasPrimary = existing?.indexes.some(({ constraint }) => constraint === 'primary key') === true;
    const create = isPrimary && !hasPrimary ? addPrimaryKey(table, index, schema) : createIndex(table, index, schema);
    if (existing === undefined) {
      if (!isPrimary) statements.push(create);
      continue;
    }
    const same = existing.indexes.filter((found) => isSame(found, table, index));
    const [disabled] = same;
    const taken = existing.indexes.find(({ name }) => capitals(name) === capitals(index.name));
    if (same.some(({ isDisabled }) => !isDisabled)) continue;
    if (disabled !== undefined) statements.push(rebuild(table, disabled, schema));
    else if (taken === undefined) statements.push(create);
    else refusals.push(otherIndex(table, taken, schema));
  }
  return { statements, refusals, remarks: [] };
}

function primaryKey({ name, columns }: Table): readonly Index[] {
  return columns.has('ROW_ID') ? [{ name: primaryKeyName(name), unique: true, columns: ['ROW_ID'] }] : [];
}

function addPrimaryKey({ name: table }: Table, { name, columns }: Index, schema: string): string {
  return `ALTER TABLE ${tableName(table, schema)} ADD CONSTRAINT ${quoteName(name)} PRIMARY KEY (${columns.map(quoteName).join(', ')})`;
}

function rebuild(table: Table, { name }: ExistingIndex, schema: string): string {
  return `ALTER INDEX ${quoteName(name)} ON ${tableName(table.name, schema)} REBUILD`;
}

function otherIndex(table: Table, { name, constraint }: ExistingIndex, schema: string): Refusal {
  const target = tableName(table.name, schema);
  return {
    reason: `index ${name} of table ${table.name} has other columns or other rows in it than the model says`,
    sql:
      constraint === null
        ? `DROP INDEX ${quoteName(name)} ON ${target};`
        : `ALTER TABLE ${target} DROP CONSTRAINT ${quoteName(name)};`,
  };
}

function isSame({ unique, columns, filter }: ExistingIndex, table: Table, wanted: Index): boolean {
  return (
    unique === wanted.unique &&
    columns.join() === wanted.columns.map(capitals).join() &&
    hasFilter(filter, filterColumns(table, wanted).map(capitals))
  );
}

/** Whether the rows are those in which `columns` are not null, as far as the server tells. */
function hasFilter(filter: ExistingIndex['filter'], columns: readonly string[]): boolean {
  if (filter === undefined) return true;
  if (filter === null || filter === '') return (filter === null) === (columns.length === 0);
  const conditions = filter
    .replaceAll(/[()]/g, '')
    .trim()
    .split(/\s+AND\s+/i);
  const found = conditions.map((condition) => capitals(/^\[([^\]]+)\]\s+IS\s+NOT\s+NULL$/i.exec(condition)?.[1]));
  return found.length === columns.length && found.toSorted().join() === columns.toSorted().join();
}
