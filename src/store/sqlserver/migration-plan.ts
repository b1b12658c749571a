import type { Column, Table } from '../../model/model.ts';
import { TRIGGER_PREFIX, type WantedTriggers } from '../change-triggers.ts';
import type { MigrationPlan, Refusal } from '../migration.ts';
import { columnDefinition, createTable, dataType, isIndexed } from './ddl.ts';
import { capitals, type ExistingColumn, type ExistingSchema, type ExistingTable } from './existing-schema.ts';
import { planForeignKeys } from './foreign-key-plan.ts';
import { quoteName, tableName } from './identifiers.ts';
import { planIndexes } from './index-plan.ts';
import { alterTrigger, createTrigger, dropTrigger, enableTrigger, isCurrent } from './trigger-ddl.ts';

/**
 * Compares a schema with `tables` and `triggers`; pure.
 *
 * Tables come first, then what is added to tables, then indexes, foreign keys and triggers, so that the order of the tables does not matter and what was
 * interrupted can be taken up again.
 */
export function planMigration(
  existing: ExistingSchema,
  tables: Iterable<Table>,
  schema: string,
  triggers?: WantedTriggers,
): MigrationPlan {
  const wanted = [...tables];
  const foundOf = (table: Table): ExistingTable | undefined => existing.tables.get(capitals(table.name));
  const plan: Draft = { schema, statements: [], refusals: [], remarks: [] };
  if (!existing.exists) plan.statements.push(`CREATE SCHEMA ${quoteName(schema)}`);
  for (const table of wanted) {
    if (foundOf(table) === undefined) plan.statements.push(createTable(table, schema));
  }
  for (const table of wanted) {
    const found = foundOf(table);
    if (found !== undefined) compareColumns(table, found, plan);
  }
  for (const table of wanted) add(plan, planIndexes(table, foundOf(table), schema));
  add(plan, planForeignKeys(existing, wanted, schema));
  if (triggers !== undefined) compareTriggers(existing, triggers, plan);
  const known = new Set(wanted.map(({ name }) => capitals(name)));
  for (const name of existing.tables.keys())
    if (!known.has(name)) plan.remarks.push(`table ${name} is not in the model`);
  const { statements, refusals, remarks } = plan;
  return { statements, refusals, remarks };
}

/** The only one that keys are compared in: with another, also a binary one, each look-up would read its whole table. The second name is Babelfish's for it. */
const KEY_COLLATIONS: ReadonlySet<string> = new Set(['LATIN1_GENERAL_BIN2', 'BBF_UNICODE_BIN2']);

interface Draft {
  readonly schema: string;
  readonly statements: string[];
  readonly refusals: Refusal[];
  readonly remarks: string[];
}

function add({ statements, refusals, remarks }: Draft, part: MigrationPlan): void {
  statements.push(...part.statements);
  refusals.push(...part.refusals);
  remarks.push(...part.remarks);
}

/** Ours only: triggers of others are none of our business. Those that the login cannot see, somebody else has made, or has to. */
function compareTriggers(
  { isHidden, triggers: existing }: ExistingSchema,
  { triggers, exact }: WantedTriggers,
  plan: Draft,
): void {
  const { schema } = plan;
  if (isHidden) {
    if (triggers.length > 0) plan.remarks.push(hiddenTriggers(schema));
    return;
  }
  const wanted = new Set(triggers.map(({ name }) => capitals(name)));
  for (const name of existing.keys()) {
    if (exact && name.startsWith(TRIGGER_PREFIX) && !wanted.has(name)) plan.statements.push(dropTrigger(name, schema));
  }
  for (const trigger of triggers) {
    const found = existing.get(capitals(trigger.name));
    if (found === undefined) plan.statements.push(createTrigger(trigger, schema));
    else {
      if (exact && !isCurrent(trigger, found.definition, schema)) plan.statements.push(alterTrigger(trigger, schema));
      if (found.isDisabled) plan.statements.push(enableTrigger(trigger, schema));
    }
  }
}

function hiddenTriggers(schema: string): string {
  return `this login cannot see the triggers of workflow policies (GRANT VIEW DEFINITION ON SCHEMA::${quoteName(schema)} would let it): they are taken to be there`;
}

function compareColumns(table: Table, existing: ExistingTable, plan: Draft): void {
  for (const column of table.columns.values()) {
    const found = existing.columns.get(capitals(column.name));
    if (found === undefined) addColumn(table, column, plan);
    else compareColumn(table, column, found, plan);
  }
  const known = new Set([...table.columns.keys()].map(capitals));
  for (const column of existing.columns.values()) {
    if (known.has(column.name)) continue;
    const name = `${table.name}.${column.name}`;
    if (!column.required || column.fillsItself) plan.remarks.push(`column ${name} is not in the model`);
    else {
      plan.refusals.push({
        reason: `column ${name} is not in the model and needs a value, so that no row could be inserted`,
        sql: `ALTER TABLE ${tableName(table.name, plan.schema)} ADD DEFAULT '<value>' FOR ${quoteName(column.name)};`,
      });
    }
  }
}

function addColumn(table: Table, column: Column, plan: Draft): void {
  // A column that may be empty would stay so in the rows that are there.
  const definition = columnDefinition(table, column, column.required ? '' : ' WITH VALUES');
  const sql = `ALTER TABLE ${tableName(table.name, plan.schema)} ADD ${definition}`;
  if (!column.required || column.default !== undefined) plan.statements.push(sql);
  else {
    plan.refusals.push({
      reason: `column ${table.name}.${column.name} is new, required and has no default for the rows that are there`,
      sql: `${sql} DEFAULT '<value>';`,
    });
  }
}

function compareColumn(table: Table, column: Column, found: ExistingColumn, plan: Draft): void {
  const name = `${table.name}.${column.name}`;
  const [type = '', collate] = dataType(column.type, isIndexed(table, column)).split(' COLLATE ');
  const null_ = column.required ? 'NOT NULL' : 'NULL';
  const collation = collate === undefined ? '' : ` COLLATE ${collate}`;
  const alter = `ALTER TABLE ${tableName(table.name, plan.schema)} ALTER COLUMN ${quoteName(column.name)} ${type}${collation} ${null_}`;
  const differences: string[] = [];
  if (found.type !== type && !isWider(found.type, type)) differences.push(`is ${found.type}, not ${type}`);
  if (found.required !== column.required) {
    differences.push(`is ${found.required ? 'NOT NULL' : 'nullable'} in the database only`);
  }
  if (collate !== undefined && !KEY_COLLATIONS.has(capitals(found.collation))) {
    differences.push(`compares by ${found.collation}, not ${collate}`);
  }
  if (differences.length === 0) return;
  if (differences.length === 1 && isWider(type, found.type)) plan.statements.push(alter);
  else plan.refusals.push({ reason: `column ${name} ${differences.join(', ')}`, sql: `${alter};` });
}

/** Whether `type` is the same kind of text as `than`, and longer. */
function isWider(type: string, than: string): boolean {
  const [left, right] = [type, than].map((text) => /^(n?varchar)\((\d+|max)\)$/.exec(text));
  if (!left || !right || left[1] !== right[1]) return false;
  return lengthOf(left[2]) > lengthOf(right[2]);
}

function lengthOf(text = ''): number {
  return text === 'max' ? Number.POSITIVE_INFINITY : Number(text);
}
