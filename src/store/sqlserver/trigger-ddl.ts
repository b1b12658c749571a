import type { Column } from '../../model/model.ts';
import type { ChangeTrigger } from '../change-triggers.ts';
import { CUT_CHANGE_NOTE } from '../cut-tables.ts';
import { NOTED_COLUMNS, type RowExpressions, type TriggerNote, triggerNotes } from '../trigger-notes.ts';
import { BINARY, isText, literal } from './column-type.ts';
import { quoteName, quoteText, tableName } from './identifiers.ts';

/**
 * The statement that creates a trigger, a batch of its own. It writes all notes of a statement at once, however many rows that has changed.
 *
 * Who made an update is known when it set LAST_UPD_BY; that column may be left over otherwise.
 */
export function createTrigger(trigger: ChangeTrigger, schema?: string): string {
  return `CREATE TRIGGER ${triggerText(trigger, schema)}`;
}

/** Replaces it; no change goes unnoted meanwhile. */
export function alterTrigger(trigger: ChangeTrigger, schema?: string): string {
  return `ALTER TRIGGER ${triggerText(trigger, schema)}`;
}

export function dropTrigger(name: string, schema?: string): string {
  return `DROP TRIGGER ${tableName(name, schema)}`;
}

export function enableTrigger({ name, table }: ChangeTrigger, schema?: string): string {
  return `ENABLE TRIGGER ${tableName(name, schema)} ON ${tableName(table.name, schema)}`;
}

/** Whether SQL Server's text of a trigger, which keeps the statement that made it, is that of this one. */
export function isCurrent(trigger: ChangeTrigger, definition: string, schema?: string): boolean {
  const text = definition.replaceAll('\r\n', '\n').replace(/[;\s]+$/, '');
  return text.replace(/^\s*(CREATE|ALTER)\s+TRIGGER\s+/i, '') === triggerText(trigger, schema);
}

function triggerText({ name, table, event, rules }: ChangeTrigger, schema: string | undefined): string {
  const into = `INSERT INTO ${tableName(CUT_CHANGE_NOTE.name, schema)} (${NOTED_COLUMNS.map(quoteName).join(', ')})`;
  const notes = rules.flatMap((rule) => triggerNotes(rule, event, EXPRESSIONS));
  const isUpdate = event === 'update';
  const statements = [
    'SET NOCOUNT ON',
    'DECLARE @now datetime2(3) = CONVERT(varchar(19), SYSUTCDATETIME(), 120)',
    ...(isUpdate ? ['DECLARE @stamped bit = 0', 'IF UPDATE([LAST_UPD_BY]) SET @stamped = 1'] : []),
    ...notes.map((note) => `${into}\n  ${noteQuery(note, schema)}`),
  ];
  const head = `${tableName(name, schema)} ON ${tableName(table.name, schema)} AFTER ${event.toUpperCase()} AS`;
  return `${head}\nBEGIN\n${statements.map((statement) => `  ${statement};`).join('\n')}\nEND`;
}

const EXPRESSIONS: RowExpressions = {
  after,
  before,
  paired: ({ name }) => `[a].${quoteName(name)}`,
  has: (column, value) => `${compared(column, after)} = ${literal(column.type, value)}`,
  differs(columns) {
    const list = (of: (column: Column) => string): string => columns.map((column) => compared(column, of)).join(', ');
    return `EXISTS (SELECT ${list(after)} EXCEPT SELECT ${list(before)})`;
  },
};

function noteQuery(note: TriggerNote, schema: string | undefined): string {
  const { isUpdate, association, conditions } = note;
  const joins = isUpdate ? ['JOIN deleted AS [o] ON [o].[ROW_ID] = [n].[ROW_ID]'] : [];
  if (association !== undefined) {
    const { table, childColumn } = association;
    joins.push(`JOIN ${tableName(table.name, schema)} AS [a] ON [a].${quoteName(childColumn.name)} = [n].[ROW_ID]`);
  }
  const source = ['FROM inserted AS [n]', ...joins].join(' ');
  return `SELECT ${values(note)}\n  ${source}\n  WHERE ${conditions.join(' AND ')}`;
}

/** 60 random bits, so that writers need no counter: the last ones of a GUID, none of which says its version. */
const ROW_ID = "RIGHT(REPLACE(CONVERT(char(36), NEWID()), '-', ''), 15)";

function values({ rule: { policy, component }, recordId, isUpdate }: TriggerNote): string {
  const by = '[n].[LAST_UPD_BY]';
  const stamped = isUpdate ? '@stamped = 1' : '[n].[DB_LAST_UPD_SRC] IS NOT NULL';
  const origin = `CASE WHEN ${stamped} THEN ${by} END`;
  const texts = [policy, component].map((text) => `N${quoteText(text)}`);
  return [ROW_ID, '@now', by, '@now', by, ...texts, recordId, origin, '@now'].join(', ');
}

function after({ name }: Column): string {
  return `[n].${quoteName(name)}`;
}

function before({ name }: Column): string {
  return `[o].${quoteName(name)}`;
}

/** Byte by byte: a database that takes capitals for small letters must not miss that one has become the other. */
function compared(column: Column, of: (column: Column) => string): string {
  return isText(column.type) ? `${of(column)} ${BINARY}` : of(column);
}
