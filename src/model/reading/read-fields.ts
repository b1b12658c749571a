import { defaultDataType } from '../data-types/data-types.ts';
import type { Field, Table } from '../model.ts';
import { tagOf } from '../names.ts';
import { SYSTEM_FIELDS } from '../system-columns.ts';
import { checkFieldSources } from './check-field-sources.ts';
import { checkFieldTags } from './check-tags.ts';
import type { FieldEntry } from './mapping-files.ts';
import type { FieldDraft, ModelParts } from './model-parts.ts';
import type { Place } from './place.ts';
import { readFieldSource } from './read-field-source.ts';
import { readFieldValues } from './read-field-values.ts';

/** What a field belongs to. */
export interface FieldOwner {
  /** Name of the component. */
  readonly name: string;
  readonly table: Table;
  /** Intersection table. */
  readonly association: Table | undefined;
}

/** The declared fields of a component, then its system fields. */
export function readFields(
  entries: readonly FieldEntry[],
  owner: FieldOwner,
  place: Place,
  parts: ModelParts,
): readonly Field[] {
  const fields: FieldDraft[] = [];
  entries.forEach((entry, index) => {
    const field = readField(entry, fields.length, owner, place.at(index), parts);
    if (field !== undefined) fields.push(field);
  });
  readFieldValues(entries, fields, place, parts);
  checkFieldTags(entries, owner, place, parts.problems);
  checkFieldSources(entries, fields, owner, place, parts.problems);
  return [...fields, ...systemFields(fields, owner.table)];
}

function readField(
  entry: FieldEntry,
  ordinal: number,
  owner: FieldOwner,
  place: Place,
  parts: ModelParts,
): FieldDraft | undefined {
  const source = readFieldSource(entry, owner, place, parts);
  if (source === undefined) return undefined;
  if (entry.readOnly && entry.required) {
    parts.problems.add(
      place.at('required'),
      `'${entry.field}' is readOnly: nobody can send the value that is required`,
    );
  }
  return {
    name: entry.field,
    tag: entry.tag ?? tagOf(entry.field),
    ordinal,
    type: defaultDataType(source.column.type.kind),
    required: entry.required ?? false,
    readOnly: entry.readOnly ?? false,
    source,
  };
}

function systemFields(declared: readonly Field[], table: Table): Field[] {
  const hasRowId = declared.some(({ source }) => source.kind === 'column' && source.column.name === 'ROW_ID');
  const fields: Field[] = [];
  for (const { name, column: columnName, readOnly } of SYSTEM_FIELDS) {
    const column = table.columns.get(columnName);
    if (column === undefined || (columnName === 'ROW_ID' && hasRowId)) continue;
    fields.push({
      name,
      tag: tagOf(name),
      ordinal: declared.length + fields.length,
      type: defaultDataType(column.type.kind),
      required: false,
      readOnly,
      source: { kind: 'column', column },
    });
  }
  return fields;
}
