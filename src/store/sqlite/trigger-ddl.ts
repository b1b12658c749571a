import type { Column } from '../../model/model.ts';
import type { ChangeTrigger } from '../change-triggers.ts';
import { CUT_CHANGE_NOTE } from '../cut-tables.ts';
import { NOTED_COLUMNS, type RowExpressions, type TriggerNote, triggerNotes } from '../trigger-notes.ts';
import { quoteName, quoteText } from './identifiers.ts';

/**
 * The statements that create a trigger, by the names of what they create: one for each kind of notes, named after the trigger, with a number from the second one on. They use SQLite's
 * own functions only: they run in whatever program writes the row.
 *
 * One trigger with several INSERT ... SELECT ... WHERE would be slower by a third: what is inserted into the table that the row id is looked up in goes through a table of its own.
 *
 * Who made an update is known when it kept the system columns, which counts MODIFICATION_NUM up; LAST_UPD_BY may be left over otherwise.
 */
export function createTrigger({ name, table, event, rules }: ChangeTrigger): ReadonlyMap<string, string> {
  const notes = rules.flatMap((rule) => triggerNotes(rule, event, EXPRESSIONS));
  return new Map(
    notes.map((note, index) => {
      const own = index === 0 ? name : `${name}${index + 1}`;
      const when = note.isUpdate ? `UPDATE OF ${note.columns.map(quoted).join(', ')}` : 'INSERT';
      const head = `CREATE TRIGGER ${quoteName(own)} AFTER ${when} ON ${quoteName(table.name)}`;
      const condition = note.conditions.length === 0 ? '' : `\nWHEN ${note.conditions.join(' AND ')}`;
      return [own, `${head}${condition}\nBEGIN\n  ${INTO}\n  ${source(note)};\nEND`];
    }),
  );
}

export function dropTrigger(name: string): string {
  return `DROP TRIGGER ${quoteName(name)}`;
}

const INTO = `INSERT INTO ${quoteName(CUT_CHANGE_NOTE.name)} (${NOTED_COLUMNS.map(quoteName).join(', ')})`;

const EXPRESSIONS: RowExpressions = {
  after: (column) => `NEW.${quoted(column)}`,
  before: (column) => `OLD.${quoted(column)}`,
  paired: (column) => `a.${quoted(column)}`,
  has: (column, value) => `NEW.${quoted(column)} = ${quoteText(value)}`,
  differs: (columns) => {
    const different = columns.map((column) => `NEW.${quoted(column)} IS NOT OLD.${quoted(column)}`);
    return different.length === 1 ? different.join() : `(${different.join(' OR ')})`;
  },
};

function source(note: TriggerNote): string {
  if (note.association === undefined) return `VALUES (${values(note, NEXT_ROW_ID)})`;
  const { table, childColumn } = note.association;
  const pairs = `FROM ${quoteName(table.name)} AS a WHERE a.${quoted(childColumn)} = NEW."ROW_ID"`;
  return `SELECT ${values(note, RANDOM_ROW_ID)}\n  ${pairs}`;
}

/**
 * A note's ROW_ID: after those of the notes that are there, so that notes lie one behind the other, which costs a third less than notes here and there; the random end
 * makes it another one than that of a note which is gone.
 */
const NEXT_ROW_ID = `printf('%08x', (SELECT ifnull(max(rowid), 0) + 1 FROM ${quoteName(CUT_CHANGE_NOTE.name)})) || substr(hex(randomblob(4)), 2)`;
/** 60 random bits, where one statement makes several. */
const RANDOM_ROW_ID = 'substr(hex(randomblob(8)), 2)';

function values({ rule: { policy, component }, recordId, isUpdate }: TriggerNote, rowId: string): string {
  const now = `datetime('now')`;
  const by = 'NEW."LAST_UPD_BY"';
  const stamped = isUpdate
    ? `CASE WHEN NEW."MODIFICATION_NUM" IS NOT OLD."MODIFICATION_NUM" THEN ${by} END`
    : `CASE WHEN NEW."DB_LAST_UPD_SRC" IS NOT NULL THEN ${by} END`;
  const texts = [policy, component].map(quoteText);
  return [rowId, now, by, now, by, ...texts, recordId, stamped, now].join(', ');
}

function quoted({ name }: Column): string {
  return quoteName(name);
}
