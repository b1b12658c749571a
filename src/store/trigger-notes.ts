import type { Column, Table } from '../model/model.ts';
import type { ChangeEvent } from '../model/policy.ts';
import type { NoteRule } from './change-triggers.ts';

/** Columns of CUT_CHANGE_NOTE that a trigger fills, in this order; the others have their defaults. */
export const NOTED_COLUMNS = [
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
] as const;

/** How a database writes the parts of a trigger: expressions and conditions over a changed row. */
export interface RowExpressions {
  /** A column of the row as it is now. */
  after(column: Column): string;
  /** A column of the row as it was before an update. */
  before(column: Column): string;
  /** A column of the association's row that is paired with the row. */
  paired(column: Column): string;
  /** The row has this value now. */
  has(column: Column, value: string): string;
  /** An update has changed one of these columns; nulls are alike. */
  differs(columns: readonly Column[]): string;
}

/** The notes that a rule makes of a changed row: one for each record that the row stands for. */
export interface TriggerNote {
  readonly rule: NoteRule;
  readonly isUpdate: boolean;
  /** Columns of which an update has to change one. */
  readonly columns: readonly Column[];
  /** Expression for the ROW_ID of the record. */
  readonly recordId: string;
  /** The row stands for all records that this association pairs with it. */
  readonly association?: { readonly table: Table; readonly childColumn: Column };
  /** All of them must hold. */
  readonly conditions: readonly string[];
}

/** What a rule notes. A row that moves to another record changes the one that it leaves as well. */
export function triggerNotes(
  rule: NoteRule,
  event: ChangeEvent,
  { after, before, paired, has, differs }: RowExpressions,
): readonly TriggerNote[] {
  const { where, columns, record } = rule;
  const isUpdate = event === 'update';
  const rows = [...where].map(([column, value]) => has(column, value));
  const conditions = isUpdate ? [...rows, differs(columns)] : rows;
  const note = { rule, isUpdate, columns, conditions };
  if (record.kind === 'associated') return [{ ...note, recordId: paired(record.parentColumn), association: record }];
  const { column } = record;
  const known = (recordId: string, further: readonly string[]) => ({
    recordId,
    conditions: [`${recordId} IS NOT NULL`, ...further],
  });
  const noted = { ...note, ...known(after(column), conditions) };
  if (!isUpdate || column.name === 'ROW_ID') return [noted];
  return [noted, { ...note, columns: [column], ...known(before(column), [differs([column])]) }];
}
