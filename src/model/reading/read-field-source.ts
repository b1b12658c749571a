import type { Column, FieldSource, Table } from '../model.ts';
import type { FieldEntry } from './mapping-files.ts';
import type { ModelParts } from './model-parts.ts';
import type { Place } from './place.ts';
import { columnNamed, foreignKeyNamed, tableNamed } from './read-columns.ts';
import type { FieldOwner } from './read-fields.ts';

/** Where a field's value is kept; undefined, and a problem, when there is no such place. */
export function readFieldSource(
  entry: FieldEntry,
  owner: FieldOwner,
  place: Place,
  parts: ModelParts,
): FieldSource | undefined {
  const source =
    entry.via === undefined ? columnSource(entry, owner, place, parts) : lookupSource(entry, owner, place, parts);
  if (source === undefined || entry.readOnly === true) return source;
  const { column } = source;
  const written = source.kind === 'lookup' ? source.via : column;
  if (source.kind !== 'association-column' && written === owner.table.hierarchy?.root) {
    parts.problems.add(
      place.at(source.kind === 'lookup' ? 'via' : 'column'),
      `'${written.name}' is kept by the hierarchy of ${owner.table.name}: make the field readOnly`,
    );
  }
  if (source.kind === 'lookup') {
    if (TEXT_LIKE.has(column.type.kind)) return source;
    parts.problems.add(
      place.at('lookup'),
      `a value is looked up by its text; ${column.name} is ${column.type.kind}: make the field readOnly`,
    );
  } else if (column.system && (column.name !== 'ROW_ID' || source.kind === 'association-column')) {
    parts.problems.add(
      place.at('column'),
      `'${column.name}' is a system column, which is kept by the store: make the field readOnly`,
    );
  }
  return source;
}

const TEXT_LIKE: ReadonlySet<string> = new Set(['id', 'varchar', 'nvarchar']);

function columnSource(
  { column: name = '' }: FieldEntry,
  { table, association }: FieldOwner,
  place: Place,
  { problems }: ModelParts,
): FieldSource | undefined {
  const here = place.at('column');
  const [tableName, columnName] = name.split('.');
  if (columnName === undefined) {
    const column = columnNamed(table, name, here, problems);
    return column === undefined ? undefined : { kind: 'column', column };
  }
  if (association === undefined || association.name !== tableName) {
    const allowed =
      association === undefined
        ? `a column of ${table.name}`
        : `a column of ${table.name}, or ${association.name}.<column>`;
    problems.add(here, `'${name}' is not within reach; here stands ${allowed}`);
    return undefined;
  }
  const column = columnNamed(association, columnName, here, problems);
  return column === undefined ? undefined : { kind: 'association-column', column };
}

function lookupSource(
  { via: viaName = '', lookup = '', among: amongName }: FieldEntry,
  { table: owner }: FieldOwner,
  place: Place,
  parts: ModelParts,
): FieldSource | undefined {
  const here = place.at('lookup');
  const [tableName = '', columnName = ''] = lookup.split('.');
  const table = tableNamed(tableName, here, parts);
  if (table === undefined) return undefined;
  const via = foreignKeyNamed(owner, viaName, table, place.at('via'), parts);
  const column = columnNamed(table, columnName, here, parts.problems);
  const among = amongName === undefined ? undefined : ownerKeyNamed(table, amongName, place.at('among'), parts);
  if (via === undefined || column === undefined) return undefined;
  return { kind: 'lookup', via, table, column, ...(among && { among }) };
}

function ownerKeyNamed(table: Table, name: string, place: Place, { problems }: ModelParts): Column | undefined {
  const column = columnNamed(table, name, place, problems);
  if (column === undefined || column.references !== undefined) return column;
  problems.add(place, `${table.name}.${name} refers to no table: a foreign key with references is needed`);
  return undefined;
}
