import type { Column } from '../model/model.ts';
import { CUT_CHANGE_NOTE } from '../store/cut-tables.ts';
import type { ColumnReference, Condition, Row, RowChange, Shape } from '../store/store.ts';
import { columnsOf, referenceTo, shapeOf } from '../store/table-columns.ts';

/** A change that a trigger has noted: of a record of an integration component, or of something below it. */
export interface ChangeNote {
  readonly rowId: string;
  readonly component: string;
  /** ROW_ID of the record. */
  readonly recordId: string;
  /** ROW_ID of the S_USER row of who made it; empty when that is not known. */
  readonly originId: string;
  /** How often the process that it starts has failed. */
  readonly tries: number;
}

const COLUMNS = ['ROW_ID', 'COMPONENT', 'RECORD_ID', 'ORIGIN_ID', 'TRIES'] as const;

export const CHANGE_NOTES: Shape = noteShape(COLUMNS);

/** A row of `CHANGE_NOTES`. */
export function changeNote(row: Row): ChangeNote {
  const text = (name: (typeof COLUMNS)[number]): string => row[COLUMNS.indexOf(name)] ?? '';
  return {
    rowId: text('ROW_ID'),
    component: text('COMPONENT'),
    recordId: text('RECORD_ID'),
    originId: text('ORIGIN_ID'),
    tries: Number(text('TRIES')),
  };
}

export function removal({ rowId }: Pick<ChangeNote, 'rowId'>): RowChange {
  return { kind: 'delete', table: CUT_CHANGE_NOTE, rowId };
}

export function noteShape(columns: readonly string[]): Shape {
  return shapeOf(CUT_CHANGE_NOTE, columns);
}

export function noteColumns(names: readonly string[]): readonly Column[] {
  return columnsOf(CUT_CHANGE_NOTE, names);
}

export function noteReference(name: string): ColumnReference {
  return referenceTo(CUT_CHANGE_NOTE, name);
}

export function ofPolicy(policy: string): Condition {
  return { kind: 'equals', column: noteReference('POLICY'), value: policy };
}

/** Notes whose time in this column is not after `time`, in canonical form. */
export function notAfter(name: 'DUE_TS' | 'CREATED', time: string): Condition {
  return {
    kind: 'compare',
    operator: '<=',
    left: { type: 'datetime', kind: 'column', column: noteReference(name) },
    right: { type: 'datetime', kind: 'value', value: time },
    ignoreCase: false,
  };
}
