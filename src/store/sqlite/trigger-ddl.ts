import type { Column } from '../../model/model.ts';
import type { ChangeTrigger, NotedRecord, NoteRule } from '../change-triggers.ts';
import { CUT_CHANGE_NOTE } from '../cut-tables.ts';
import { quoteName, quoteText } from './identifiers.ts';

/**
 * The statement that creates a trigger. It uses SQLite's own functions only: it runs in whatever program writes the row.
 *
 * Who made an update is known when it kept the system columns, which counts MODIFICATION_NUM up; LAST_UPD_BY may be left over otherwise.
 */
export function createTrigger({ name, table, event, rules }: ChangeTrigger): string {
  const when = event === 'insert' ? 'INSERT' : `UPDATE OF ${watchedColumns(rules).join(', ')}`;
  const statements = rules.flatMap((rule) => noteStatements(rule, event));
  const head = `CREATE TRIGGER ${quoteName(name)} AFTER ${when} ON ${quoteName(table.name)}`;
  return `${head}\nBEGIN\n${statements.map((statement) => `  ${statement};`).join('\n')}\nEND`;
}

export function dropTrigger(name: string): string {
  return `DROP TRIGGER ${quoteName(name)}`;
}

function watchedColumns(rules: readonly NoteRule[]): readonly string[] {
  return [...new Set(rules.flatMap(({ columns }) => columns.map(({ name }) => quoteName(name))))];
}

function noteStatements(rule: NoteRule, event: ChangeTrigger['event']): readonly string[] {
  const { where, columns, record } = rule;
  const rows = [...where].map(([column, value]) => `${after(column)} = ${quoteText(value)}`);
  const isUpdate = event === 'update';
  const changed = columns.map((column) => isDifferent(column)).join(' OR ');
  const newRowId = record.kind === 'associated' ? RANDOM_ROW_ID : NEXT_ROW_ID;
  const note = (recordId: string, source: string, conditions: readonly string[]): string =>
    `${INTO}\n  SELECT ${values(newRowId, rule, recordId, isUpdate)}${source}\n  WHERE ${conditions.join(' AND ')}`;
  const conditions = isUpdate ? [...rows, `(${changed})`] : rows;
  if (record.kind === 'associated') {
    const { table, parentColumn, childColumn } = record;
    const paired = `a.${quoteName(childColumn.name)} = NEW."ROW_ID"`;
    return [
      note(`a.${quoteName(parentColumn.name)}`, `\n  FROM ${quoteName(table.name)} AS a`, [paired, ...conditions]),
    ];
  }
  const { column } = record;
  const noted = note(after(column), '', [`${after(column)} IS NOT NULL`, ...conditions]);
  return isUpdate && movesRow(record) ? [noted, note(before(column), '', movedFrom(column))] : [noted];
}

/** A row that moves to another record changes the one that it leaves as well. */
function movesRow(record: NotedRecord): boolean {
  return record.kind === 'column' && record.column.name !== 'ROW_ID';
}

function movedFrom(column: Column): readonly string[] {
  return [`${before(column)} IS NOT NULL`, isDifferent(column)];
}

const NOTED = [
  'ROW_ID',
  'CREATED',
  'CREATED_BY',
  'LAST_UPD',
  'LAST_UPD_BY',
  'POLICY',
  'COMPONENT',
  'RECORD_ID',
  'ORIGIN_ID',
  'DUE_TS',
];
const INTO = `INSERT INTO ${quoteName(CUT_CHANGE_NOTE.name)} (${NOTED.map(quoteName).join(', ')})`;

/**
 * A note's ROW_ID: after those of the notes that are there, so that notes lie one behind the other, which costs a third less than notes here and there; the random end
 * makes it another one than that of a note which is gone.
 */
const NEXT_ROW_ID = `printf('%08x', (SELECT ifnull(max(rowid), 0) + 1 FROM ${quoteName(CUT_CHANGE_NOTE.name)})) || substr(hex(randomblob(4)), 2)`;
/** 60 random bits, where one statement makes several. */
const RANDOM_ROW_ID = 'substr(hex(randomblob(8)), 2)';

function values(
  rowId: string,
  { policy, component }: Pick<NoteRule, 'policy' | 'component'>,
  recordId: string,
  isUpdate: boolean,
): string {
  const now = `datetime('now')`;
  const by = 'NEW."LAST_UPD_BY"';
  const stamped = isUpdate
    ? `CASE WHEN NEW."MODIFICATION_NUM" IS NOT OLD."MODIFICATION_NUM" THEN ${by} END`
    : `CASE WHEN NEW."DB_LAST_UPD_SRC" IS NOT NULL THEN ${by} END`;
  const texts = [policy, component].map(quoteText);
  return [rowId, now, by, now, by, ...texts, recordId, stamped, now].join(', ');
}

function after({ name }: Column): string {
  return `NEW.${quoteName(name)}`;
}

function before({ name }: Column): string {
  return `OLD.${quoteName(name)}`;
}

function isDifferent(column: Column): string {
  return `${after(column)} IS NOT ${before(column)}`;
}
