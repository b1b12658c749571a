import type { Column } from './model.ts';

/** The columns that every table of Siebel's has, in this order, before its own. The store keeps them; a message never writes them. */
export const SYSTEM_COLUMNS: readonly Column[] = Object.freeze([
  column({ name: 'ROW_ID', type: { kind: 'id' }, required: true }),
  column({ name: 'CREATED', type: { kind: 'utcdatetime' }, required: true }),
  column({ name: 'CREATED_BY', type: { kind: 'id' }, required: true }),
  column({ name: 'LAST_UPD', type: { kind: 'utcdatetime' }, required: true }),
  column({ name: 'LAST_UPD_BY', type: { kind: 'id' }, required: true }),
  column({ name: 'MODIFICATION_NUM', type: { kind: 'integer' }, required: true, default: '0' }),
  column({ name: 'CONFLICT_ID', type: { kind: 'id' }, required: true, default: '0' }),
  column({ name: 'DB_LAST_UPD', type: { kind: 'utcdatetime' }, required: false }),
  column({ name: 'DB_LAST_UPD_SRC', type: { kind: 'nvarchar', length: 50 }, required: false }),
]);

function column(definition: Omit<Column, 'system'>): Column {
  return Object.freeze({ ...definition, type: Object.freeze(definition.type), system: true });
}

/** The fields that every component has after its own: name and column. `Id` only where no field is ROW_ID. */
export const SYSTEM_FIELDS: readonly { readonly name: string; readonly column: string; readonly readOnly: boolean }[] =
  Object.freeze([
    { name: 'Id', column: 'ROW_ID', readOnly: false },
    { name: 'Created', column: 'CREATED', readOnly: true },
    { name: 'Created By', column: 'CREATED_BY', readOnly: true },
    { name: 'Updated', column: 'LAST_UPD', readOnly: true },
    { name: 'Updated By', column: 'LAST_UPD_BY', readOnly: true },
    { name: 'Mod Id', column: 'MODIFICATION_NUM', readOnly: true },
    { name: 'Conflict Id', column: 'CONFLICT_ID', readOnly: true },
  ]);
