import { suggestion } from '../../errors/near-names.ts';
import type { Field, Table } from '../model.ts';
import { containerTagOf, tagOf } from '../names.ts';
import { columnValue } from '../physical-type.ts';
import type { ComponentEntry } from './mapping-files.ts';
import type { ComponentDraft, ModelParts } from './model-parts.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';
import { columnNamed, tableNamed } from './read-columns.ts';
import { readFields } from './read-fields.ts';

/** A component without its parents and children; undefined when its table is not there. */
export function readComponent(
  name: string,
  entry: ComponentEntry,
  place: Place,
  parts: ModelParts,
): ComponentDraft | undefined {
  const { problems } = parts;
  const table = tableNamed(entry.table, place.at('table'), parts);
  const association =
    entry.association === undefined
      ? undefined
      : tableNamed(entry.association.table, place.at('association', 'table'), parts);
  if (table === undefined || (entry.association !== undefined && association === undefined)) return undefined;

  const fields = readFields(entry.fields, { name, table, association }, place.at('fields'), parts);
  const fieldsByName = new Map(fields.map((field) => [field.name, field]));
  const rowId = fields.find(isRowId);
  if (rowId === undefined) return undefined;

  const declared = new Set(entry.fields.map(({ field }) => field));
  const find = (wanted: string, here: Place): Field | undefined => {
    const field = fieldsByName.get(wanted);
    if (field === undefined && !declared.has(wanted)) {
      problems.add(here, `${name} has no field '${wanted}'${suggestion(wanted, fieldsByName.keys())}`);
    }
    return field;
  };
  const userKeys = entry.userKeys.map((key, index) => readUserKey(key, find, place.at('userKeys', index), problems));
  const statusKey = entry.statusKey?.map((wanted, index) => find(wanted, place.at('statusKey', index))).filter(isField);
  const tag = entry.tag ?? tagOf(name);
  return {
    name,
    tag,
    containerTag: containerTagOf(tag),
    businessComponent: entry.businessComponent ?? name,
    table,
    where: readWhere(entry.where ?? {}, table, fields, place.at('where'), problems),
    fields,
    fieldsByName,
    rowId,
    userKeys,
    statusKey: statusKey ?? fields.filter((field) => userKeys.some((key) => key.includes(field))),
    noInsert: entry.noInsert ?? false,
    noUpdate: entry.noUpdate ?? false,
    noDelete: entry.noDelete ?? false,
    cascadeClear: entry.cascadeClear ?? false,
    children: [],
  };
}

function isRowId({ source }: Field): boolean {
  return source.kind === 'column' && source.column.name === 'ROW_ID';
}

function isField(field: Field | undefined): field is Field {
  return field !== undefined;
}

function readUserKey(
  key: readonly string[],
  find: (name: string, place: Place) => Field | undefined,
  place: Place,
  problems: Problems,
): Field[] {
  return key.flatMap((name, index) => {
    const here = place.at(index);
    const field = find(name, here);
    if (field === undefined) return [];
    if (field.readOnly) problems.add(here, `'${name}' is readOnly; what is sent for it is ignored and cannot be a key`);
    if (field.source.kind === 'association-column') {
      problems.add(here, `'${name}' is a field of the association; a user key is made of the component's own fields`);
    }
    return [field];
  });
}

function readWhere(
  entry: Readonly<Record<string, string>>,
  table: Table,
  fields: readonly Field[],
  place: Place,
  problems: Problems,
): ReadonlyMap<string, string> {
  const where = new Map<string, string>();
  for (const [name, text] of Object.entries(entry)) {
    const here = place.at(name);
    const column = columnNamed(table, name, here, problems);
    if (column === undefined) continue;
    const value = columnValue(column.type, text);
    where.set(name, typeof value === 'string' ? value : text);
    if (value instanceof Error) problems.add(here, value.message);
    for (const { values, source } of fields) {
      if (values === undefined || source.kind !== 'column' || source.column !== column) continue;
      const codes = values.values.map(({ code }) => code);
      if (!codes.includes(text)) problems.add(here, `${values.name} has no code '${text}'${suggestion(text, codes)}`);
    }
  }
  return where;
}
