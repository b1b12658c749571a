import type { Table } from '../../model/model.ts';
import type { MigrationPlan, Refusal } from '../migration.ts';
import { createForeignKey, type ForeignKeyColumn, foreignKeyName, foreignKeys } from './ddl.ts';
import { capitals, type ExistingForeignKey, type ExistingSchema } from './existing-schema.ts';
import { quoteName, tableName } from './identifiers.ts';

/**
 * What is to be done for the foreign keys of `tables`; pure. Those that the login cannot see are taken to be there: whoever may change the schema sees them, and
 * makes what is missing. They are told by what they are, not by their names: a DBA may have named them.
 */
export function planForeignKeys(existing: ExistingSchema, tables: readonly Table[], schema: string): MigrationPlan {
  const names = new Set(tables.map(({ name }) => name));
  const statements: string[] = [];
  const refusals: Refusal[] = [];
  const remarks: string[] = [];
  let isUnseen = false;
  for (const table of tables) {
    const there = existing.tables.get(capitals(table.name));
    for (const key of foreignKeys(table, names)) {
      const found = there?.foreignKeys ?? [];
      const [same] = found.filter((one) => isSame(one, key)).sort(enabledFirst);
      const other = found.find((one) => !isSame(one, key) && isInTheWay(one, table, key));
      if (same !== undefined) {
        if (same.cascades) remarks.push(cascading(table, same));
        if (same.isDisabled) statements.push(enable(table, same.name, schema));
      } else if (other !== undefined) refusals.push(pointsElsewhere(table, key, other, schema));
      else if (existing.isHidden && there !== undefined) isUnseen = true;
      else statements.push(createForeignKey(table, key, schema));
    }
  }
  if (isUnseen) remarks.push(unseen(schema));
  return { statements, refusals, remarks };
}

function isSame({ column, references }: ExistingForeignKey, key: ForeignKeyColumn): boolean {
  return column === capitals(key.name) && references === capitals(key.references);
}

function enabledFirst(left: ExistingForeignKey, right: ExistingForeignKey): number {
  return Number(left.isDisabled) - Number(right.isDisabled);
}

/** It would refuse what the one that is needed lets in, or has its name. */
function isInTheWay({ name, column, isDisabled }: ExistingForeignKey, table: Table, key: ForeignKeyColumn): boolean {
  const hasName = capitals(name) === capitals(foreignKeyName(table.name, key.name));
  return hasName || (column === capitals(key.name) && !isDisabled);
}

function pointsElsewhere(
  table: Table,
  key: ForeignKeyColumn,
  { name, column, references }: ExistingForeignKey,
  schema: string,
): Refusal {
  return {
    reason: `foreign key ${name} has column ${table.name}.${column} point at ${references}; the model has ${key.name} point at ${key.references}`,
    sql: `ALTER TABLE ${tableName(table.name, schema)} DROP CONSTRAINT ${quoteName(name)};`,
  };
}

function cascading(table: Table, { name }: ExistingForeignKey): string {
  return `foreign key ${name} of table ${table.name} has an ON DELETE: what points at a deleted row goes or changes with it, and deleting is not refused`;
}

/** Checks the rows that are there, too. */
function enable(table: Table, name: string, schema: string): string {
  return `ALTER TABLE ${tableName(table.name, schema)} WITH CHECK CHECK CONSTRAINT ${quoteName(name)}`;
}

function unseen(schema: string): string {
  return `this login cannot see all foreign keys (GRANT VIEW DEFINITION ON SCHEMA::${quoteName(schema)} would let it): they are taken to be there`;
}
