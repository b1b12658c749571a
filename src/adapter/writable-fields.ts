import type { Column, Component, Field, FieldSource, Table } from '../model/model.ts';

export type LookupField = Field & { readonly source: Extract<FieldSource, { kind: 'lookup' }> };
type ColumnField = Field & { readonly source: Exclude<FieldSource, { kind: 'lookup' }> };

/** A column that points at another row, with the fields that messages set it by. At least one of `id` and `names` is there. */
export interface ForeignKey {
  readonly column: Column;
  /** It is in the association's table. */
  readonly ofLink: boolean;
  /** Sets it by ROW_ID. */
  readonly id?: ColumnField;
  /** Set it by a value of the row pointed at. */
  readonly names: readonly LookupField[];
  /** Table whose ROW_ID it holds, as far as ids are checked. */
  readonly references?: Table;
}

/** A field with a column of its own that points nowhere. */
interface PlainField {
  readonly field: ColumnField;
  readonly ordinal: number;
  /** Its column is in the association's table. */
  readonly ofLink: boolean;
  /** There is nothing to do when it is not sent, not even in a new record. */
  readonly isOptional: boolean;
}

/** The fields of a component that messages write, sorted by what there is to do for them. */
export interface WritableFields {
  /** The row id is not among them. */
  readonly plain: readonly PlainField[];
  readonly foreignKeys: readonly ForeignKey[];
  /** Columns that cannot be null and have no default, each with the first field that fills it. */
  readonly requiredColumns: readonly (readonly [Column, Field])[];
  /** By column, of those with a column of their own. */
  readonly byColumn: ReadonlyMap<Column, Field>;
}

export function writableFields(component: Component, tables: ReadonlyMap<string, Table>): WritableFields {
  const writable = component.fields.filter((field) => !field.readOnly && field !== component.rowId);
  const columns = writable.filter(isColumn);
  const byColumn = new Map(columns.map((field) => [field.source.column, field]));
  const foreignKeys = foreignKeysOf(writable, byColumn, tables);
  const pointing = new Set(foreignKeys.map(({ column }) => column));
  return {
    plain: columns.filter(({ source }) => !pointing.has(source.column)).map(plainField),
    foreignKeys,
    requiredColumns: [...requiredColumns(writable)],
    byColumn,
  };
}

function plainField(field: ColumnField): PlainField {
  const { ordinal, source, required, default: preset, within } = field;
  const isOptional = !required && preset === undefined && within === undefined;
  return { field, ordinal, ofLink: source.kind === 'association-column', isOptional };
}

function foreignKeysOf(
  writable: readonly Field[],
  byColumn: ReadonlyMap<Column, ColumnField>,
  tables: ReadonlyMap<string, Table>,
): ForeignKey[] {
  const names = new Map<Column, LookupField[]>();
  for (const [column, { source }] of byColumn) if (source.column.references !== undefined) names.set(column, []);
  for (const field of writable.filter(isLookup)) {
    const { via } = field.source;
    const group = names.get(via);
    if (group === undefined) names.set(via, [field]);
    else group.push(field);
  }
  return [...names].map(([column, fields]) => {
    const id = byColumn.get(column);
    const references = tables.get(column.references ?? '');
    return {
      column,
      ofLink: id?.source.kind === 'association-column',
      names: fields,
      ...(id === undefined ? {} : { id }),
      ...(references === undefined ? {} : { references }),
    };
  });
}

function requiredColumns(writable: readonly Field[]): Map<Column, Field> {
  const required = new Map<Column, Field>();
  for (const field of writable) {
    if (field.source.kind === 'association-column') continue;
    const column = field.source.kind === 'lookup' ? field.source.via : field.source.column;
    if (column.required && column.default === undefined && !required.has(column)) required.set(column, field);
  }
  return required;
}

function isLookup(field: Field): field is LookupField {
  return field.source.kind === 'lookup';
}

function isColumn(field: Field): field is ColumnField {
  return field.source.kind !== 'lookup';
}
