import type { Column, Component, Field, FieldSource } from '../model/model.ts';

export type LookupField = Field & { readonly source: Extract<FieldSource, { kind: 'lookup' }> };
type ColumnField = Field & { readonly source: Exclude<FieldSource, { kind: 'lookup' }> };

/** The fields of a component that messages write, sorted by what there is to do for them; made once per component. */
export interface WritableFields {
  /** With a column of their own, the row id apart. */
  readonly columns: readonly ColumnField[];
  /** Names of rows that foreign keys point at, by foreign key column. */
  readonly lookups: ReadonlyMap<Column, readonly LookupField[]>;
  /** Those that point at other rows, by name or by id. */
  readonly pointing: readonly Field[];
  /** Columns that cannot be null and have no default, each with the first field that fills it. */
  readonly requiredColumns: readonly (readonly [Column, Field])[];
  /** By column, of those with a column of their own. */
  readonly byColumn: ReadonlyMap<Column, Field>;
}

export function writableFields(component: Component): WritableFields {
  let fields = known.get(component);
  if (fields === undefined) {
    fields = sortFields(component);
    known.set(component, fields);
  }
  return fields;
}

const known = new WeakMap<Component, WritableFields>();

function sortFields(component: Component): WritableFields {
  const writable = component.fields.filter((field) => !field.readOnly && field !== component.rowId);
  const columns = writable.filter(isColumn);
  const lookups = new Map<Column, LookupField[]>();
  for (const field of writable.filter(isLookup)) {
    const group = lookups.get(field.source.via);
    if (group === undefined) lookups.set(field.source.via, [field]);
    else group.push(field);
  }
  const requiredColumns = new Map<Column, Field>();
  for (const field of writable) {
    if (field.source.kind === 'association-column') continue;
    const column = field.source.kind === 'lookup' ? field.source.via : field.source.column;
    if (column.required && column.default === undefined && !requiredColumns.has(column))
      requiredColumns.set(column, field);
  }
  return {
    columns,
    lookups,
    pointing: writable.filter(({ source }) => source.kind === 'lookup' || source.column.references !== undefined),
    requiredColumns: [...requiredColumns],
    byColumn: new Map(columns.map((field) => [field.source.column, field])),
  };
}

function isLookup(field: Field): field is LookupField {
  return field.source.kind === 'lookup';
}

function isColumn(field: Field): field is ColumnField {
  return field.source.kind !== 'lookup';
}
