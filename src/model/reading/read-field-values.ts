import { suggestion } from '../../errors/near-names.ts';
import { dataTypeNamed } from '../data-types/data-types.ts';
import type { ValueList } from '../model.ts';
import { maximumLength } from '../physical-type.ts';
import type { FieldEntry } from './mapping-files.ts';
import type { FieldDraft, ModelParts } from './model-parts.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';

/** Completes the fields with what values they take: type, length, list of values, default. */
export function readFieldValues(
  entries: readonly FieldEntry[],
  fields: readonly FieldDraft[],
  place: Place,
  parts: ModelParts,
): void {
  const byName = new Map(fields.map((field) => [field.name, field]));
  entries.forEach((entry, index) => {
    const field = byName.get(entry.field);
    if (field === undefined) return;
    const here = place.at(index);
    readType(field, entry, here, parts.problems);
    readLength(field, entry, here, parts.problems);
    const list = readList(field, entry, here, parts);
    if (list !== undefined) field.values = list;
  });
  entries.forEach((entry, index) => {
    const field = byName.get(entry.field);
    if (field === undefined) return;
    readWithin(field, entry, entries, byName, place.at(index), parts.problems);
    readDefault(field, entry, place.at(index), parts.problems);
  });
}

function readType(field: FieldDraft, { type }: FieldEntry, place: Place, problems: Problems): void {
  if (type === undefined) return;
  const { kind } = field.source.column.type;
  const named = dataTypeNamed(type, kind);
  if (named?.columns.includes(kind)) field.type = named;
  else problems.add(place.at('type'), `type ${type} does not fit ${field.source.column.name}, which is ${kind}`);
}

const TYPES_WITH_LENGTH: ReadonlySet<string> = new Set(['DTYPE_TEXT', 'DTYPE_NOTE', 'DTYPE_PHONE']);

function readLength(field: FieldDraft, { length }: FieldEntry, place: Place, problems: Problems): void {
  const { column } = field.source;
  const most = maximumLength(column.type);
  const hasLength = TYPES_WITH_LENGTH.has(field.type.name) || most !== undefined;
  if (length !== undefined && !hasLength) {
    problems.add(place.at('length'), `only texts have a length; ${field.name} is ${field.type.name}`);
    return;
  }
  if (length !== undefined && most !== undefined && length > most) {
    problems.add(place.at('length'), `length ${length} is above the ${most} of ${column.name}`);
  }
  const effective = length ?? most;
  if (effective !== undefined) field.length = effective;
}

function readList(field: FieldDraft, { values }: FieldEntry, place: Place, parts: ModelParts): ValueList | undefined {
  if (values === undefined) return undefined;
  const list = parts.valueLists.get(values);
  if (list === undefined) {
    const hint = suggestion(values, parts.valueLists.keys());
    parts.problems.add(place.at('values'), `there is no list of values '${values}'${hint}`);
    return undefined;
  }
  const misfit = list.values.flatMap(({ value, code }) => [value, code]).find((text) => !accepts(field, text));
  if (misfit !== undefined) {
    const limit = field.length === undefined ? '' : ` of at most ${field.length} characters`;
    parts.problems.add(
      place.at('values'),
      `'${misfit}' of ${values} does not fit ${field.name}, ${field.type.expects}${limit}`,
    );
  }
  return list;
}

function accepts({ type, length }: FieldDraft, text: string): boolean {
  return type.parse(text) === text && (length === undefined || text.length <= length);
}

function readWithin(
  field: FieldDraft,
  { within }: FieldEntry,
  entries: readonly FieldEntry[],
  byName: ReadonlyMap<string, FieldDraft>,
  place: Place,
  problems: Problems,
): void {
  const parentList = field.values?.parent;
  if (within === undefined) {
    if (parentList !== undefined) {
      problems.add(
        place.at('values'),
        `${field.values?.name} is hierarchical; 'within' must name the field with ${parentList}`,
      );
    }
    return;
  }
  if (field.values !== undefined && parentList === undefined) {
    problems.add(place.at('within'), `${field.values.name} has no parent list; leave 'within' out`);
  } else if (
    field.values === undefined &&
    entries.every((entry) => entry.field !== field.name || entry.values === undefined)
  ) {
    problems.add(place.at('within'), "'within' goes with a hierarchical list of 'values'");
  }
  const parent = byName.get(within);
  if (parent === undefined) {
    if (entries.some((entry) => entry.field === within)) return;
    problems.add(place.at('within'), `there is no field '${within}'${suggestion(within, byName.keys())}`);
  } else if (parentList !== undefined && parent.values?.name !== parentList) {
    problems.add(
      place.at('within'),
      `'${within}' does not take its values from ${parentList}, the parent of ${field.values?.name}`,
    );
  } else {
    field.within = parent;
  }
}

function readDefault(field: FieldDraft, entry: FieldEntry, place: Place, problems: Problems): void {
  if (entry.default === undefined) return;
  const here = place.at('default');
  const value = field.type.parse(entry.default);
  if (value === undefined) {
    problems.add(here, `'${entry.default}' is not ${field.type.expects}`);
  } else if (field.length !== undefined && value.length > field.length) {
    problems.add(here, `'${value}' is longer than the ${field.length} characters of the field`);
  } else if (
    field.values !== undefined &&
    !field.values.values.some((known) => known.value === value || known.code === value)
  ) {
    const hint = suggestion(
      value,
      field.values.values.map((known) => known.value),
    );
    problems.add(here, `${field.values.name} has no value '${value}'${hint}`);
  } else {
    field.default = value;
  }
}
