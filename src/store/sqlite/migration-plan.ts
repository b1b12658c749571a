import type { Column, Index, Table } from '../../model/model.ts';
import { type ChangeTrigger, TRIGGER_PREFIX, type WantedTriggers } from '../change-triggers.ts';
import type { MigrationPlan, Refusal } from '../migration.ts';
import { secondaryIndexes } from '../secondary-indexes.ts';
import type { Connection } from './connection.ts';
import { affinity, columnDefinition, createIndex, createStatements, createTable } from './ddl.ts';
import { quoteName } from './identifiers.ts';
import { type ExistingTable, readSchema, readTriggers } from './schema.ts';
import { createTrigger, dropTrigger } from './trigger-ddl.ts';

/** Compares a database with `tables` and `triggers`; changes nothing. */
export function planMigration(
  connection: Connection,
  tables: Iterable<Table>,
  triggers?: WantedTriggers,
): MigrationPlan {
  const existing = readSchema(connection);
  const plan: Draft = { statements: [], refusals: [], remarks: [] };
  const wanted = [...tables];
  for (const table of wanted) {
    const found = existing.get(table.name);
    if (found === undefined) plan.statements.push(...createStatements([table]));
    else compareTable(connection, table, found, triggersOf(table, triggers?.triggers), plan);
  }
  if (triggers !== undefined) compareTriggers(connection, triggers, plan);
  const names = new Set(wanted.map(({ name }) => name));
  for (const name of existing.keys()) {
    if (!names.has(name)) plan.remarks.push(`table ${name} is not in the model`);
  }
  return plan;
}

interface Draft {
  readonly statements: string[];
  readonly refusals: Refusal[];
  readonly remarks: string[];
}

function triggersOf(table: Table, triggers: readonly ChangeTrigger[] = []): readonly ChangeTrigger[] {
  return triggers.filter((trigger) => trigger.table === table);
}

/** Ours only: triggers of others are none of our business. */
function compareTriggers(connection: Connection, { triggers, exact }: WantedTriggers, plan: Draft): void {
  const existing = readTriggers(connection);
  const wanted = new Map(triggers.flatMap((trigger) => [...createTrigger(trigger)]));
  const isStale = (name: string): boolean =>
    exact && name.startsWith(TRIGGER_PREFIX) && existing.get(name) !== wanted.get(name);
  for (const name of existing.keys()) if (isStale(name)) plan.statements.push(dropTrigger(name));
  for (const [name, text] of wanted) if (!existing.has(name) || isStale(name)) plan.statements.push(text);
}

function compareTable(
  connection: Connection,
  table: Table,
  existing: ExistingTable,
  triggers: readonly ChangeTrigger[],
  plan: Draft,
): void {
  const changed = changedColumns(table, existing);
  if (changed.length > 0) plan.refusals.push({ reason: changed.join('; '), sql: rebuild(table, existing, triggers) });
  for (const column of table.columns.values()) if (!existing.columns.has(column.name)) addColumn(table, column, plan);
  for (const column of existing.columns.values()) {
    if (table.columns.has(column.name)) continue;
    const name = `${table.name}.${column.name}`;
    if (!column.required || column.hasDefault) plan.remarks.push(`column ${name} is not in the model`);
    else {
      plan.refusals.push({
        reason: `column ${name} is not in the model and needs a value, so that no row could be inserted`,
        sql: `ALTER TABLE ${quoteName(table.name)} DROP COLUMN ${quoteName(column.name)};`,
      });
    }
  }
  compareIndexes(connection, table, existing, plan);
}

function changedColumns(table: Table, existing: ExistingTable): string[] {
  return [...table.columns.values()].flatMap((column) => {
    const found = existing.columns.get(column.name);
    if (found === undefined) return [];
    const differences: string[] = [];
    const type = affinity(column.type);
    if (found.type !== type) differences.push(`column ${table.name}.${column.name} is ${found.type}, not ${type}`);
    if (found.required !== column.required) {
      differences.push(
        `column ${table.name}.${column.name} is ${found.required ? 'NOT NULL' : 'nullable'} in the database only`,
      );
    }
    return differences;
  });
}

function addColumn(table: Table, column: Column, plan: Draft): void {
  const sql = `ALTER TABLE ${quoteName(table.name)} ADD COLUMN ${columnDefinition(column)}`;
  if (!column.required || column.default !== undefined) plan.statements.push(sql);
  else {
    plan.refusals.push({
      reason: `column ${table.name}.${column.name} is new, required and has no default for the rows that are there`,
      sql: `${sql} DEFAULT '<value>';`,
    });
  }
}

function compareIndexes(connection: Connection, table: Table, existing: ExistingTable, plan: Draft): void {
  for (const index of secondaryIndexes(table)) {
    const found = existing.indexes.get(index.name);
    if (found !== undefined && found.unique === index.unique && found.columns.join() === index.columns.join()) continue;
    if (index.unique && hasDuplicates(connection, index, existing)) {
      plan.refusals.push({
        reason: `unique index ${index.name} does not fit the rows that are there`,
        sql: `${duplicates(index, existing.name)};`,
      });
      continue;
    }
    if (found !== undefined) plan.statements.push(`DROP INDEX ${quoteName(index.name)}`);
    plan.statements.push(createIndex(table.name, index));
  }
  const wanted = new Set(secondaryIndexes(table).map(({ name }) => name));
  for (const name of existing.indexes.keys()) {
    if (!wanted.has(name)) plan.remarks.push(`index ${name} is not in the model`);
  }
}

function hasDuplicates(connection: Connection, index: Index, existing: ExistingTable): boolean {
  if (!index.columns.every((column) => existing.columns.has(column))) return false;
  return connection.all(`${duplicates(index, existing.name)} LIMIT 1`).length > 0;
}

function duplicates(index: Index, table: string): string {
  const columns = index.columns.map(quoteName);
  const present = columns.map((column) => `${column} IS NOT NULL`).join(' AND ');
  return `SELECT ${columns.join(', ')}, count(*) FROM ${quoteName(table)} WHERE ${present} GROUP BY ${columns.join(', ')} HAVING count(*) > 1`;
}

/** The way SQLite's documentation gives for changes that ALTER TABLE does not know. */
function rebuild(table: Table, existing: ExistingTable, triggers: readonly ChangeTrigger[]): string {
  const [name, temporary] = [quoteName(table.name), quoteName(`${table.name}_NEW`)];
  const common = [...table.columns.keys()].filter((column) => existing.columns.has(column)).map(quoteName);
  return [
    'PRAGMA foreign_keys = OFF',
    // Triggers of other tables may name this one, which is not there for a moment.
    'PRAGMA legacy_alter_table = ON',
    'BEGIN IMMEDIATE',
    createTable(table, `${table.name}_NEW`),
    `INSERT INTO ${temporary} (${common.join(', ')}) SELECT ${common.join(', ')} FROM ${name}`,
    `DROP TABLE ${name}`,
    `ALTER TABLE ${temporary} RENAME TO ${name}`,
    ...secondaryIndexes(table).map((index) => createIndex(table.name, index)),
    ...triggers.flatMap((trigger) => [...createTrigger(trigger).values()]),
    'COMMIT',
    'PRAGMA legacy_alter_table = OFF',
  ]
    .map((statement) => `${statement};`)
    .join('\n');
}
