import { suggestion } from '../../errors/near-names.ts';
import type { ListValue, ValueList } from '../model.ts';
import type { ListValueEntry, ValueListEntry, ValueListsFile } from './mapping-files.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';
import type { MappingFile } from './read-file.ts';

/** `value-lists.yaml` -> lists of values by name. */
export function readValueLists(
  { content, place }: MappingFile<ValueListsFile>,
  problems: Problems,
): ReadonlyMap<string, ValueList> {
  const lists = new Map<string, ValueList>();
  for (const [name, entry] of Object.entries(content.valueLists)) {
    lists.set(name, readValueList(name, entry));
  }
  for (const list of lists.values()) {
    const here = place.at('valueLists', list.name);
    const values = Array.isArray(content.valueLists[list.name]) ? here : here.at('values');
    checkDuplicates(list, values, problems);
    checkParents(list, lists, here, values, problems);
  }
  return lists;
}

function readValueList(name: string, entry: ValueListEntry | readonly ListValueEntry[]): ValueList {
  if (isPlainList(entry)) return { name, values: entry.map(readValue) };
  const values = entry.values.map(readValue);
  return entry.parent === undefined ? { name, values } : { name, values, parent: entry.parent };
}

function isPlainList(entry: ValueListEntry | readonly ListValueEntry[]): entry is readonly ListValueEntry[] {
  return Array.isArray(entry);
}

function readValue(entry: ListValueEntry): ListValue {
  if (typeof entry === 'string') return { value: entry, code: entry };
  const { value, code = value, parent } = entry;
  return parent === undefined ? { value, code } : { value, code, parent };
}

/** A value may stand under several parents; value and code belong to each other. */
function checkDuplicates({ name, values }: ValueList, place: Place, problems: Problems): void {
  const seen = new Set<string>();
  const codes = new Map<string, string>();
  const displayed = new Map<string, string>();
  values.forEach(({ value, code, parent }, index) => {
    const key = JSON.stringify([value, parent]);
    const otherCode = codes.get(value) ?? code;
    const otherValue = displayed.get(code) ?? value;
    if (seen.has(key)) problems.add(place.at(index), `${name} has the value '${value}' already`);
    else if (otherCode !== code) problems.add(place.at(index), `'${value}' has the code '${otherCode}' already`);
    else if (otherValue !== value) problems.add(place.at(index), `'${otherValue}' has the code '${code}' already`);
    seen.add(key);
    codes.set(value, code);
    displayed.set(code, value);
  });
}

function checkParents(
  list: ValueList,
  lists: ReadonlyMap<string, ValueList>,
  place: Place,
  valuesPlace: Place,
  problems: Problems,
): void {
  const parent = list.parent === undefined ? undefined : lists.get(list.parent);
  if (list.parent !== undefined && parent === undefined) {
    problems.add(
      place.at('parent'),
      `there is no list of values '${list.parent}'${suggestion(list.parent, lists.keys())}`,
    );
    return;
  }
  const known = parent?.values.map(({ value }) => value) ?? [];
  list.values.forEach((value, index) => {
    const here = valuesPlace.at(index);
    if (parent === undefined && value.parent !== undefined) {
      problems.add(here.at('parent'), `${list.name} has no parent list; give it 'parent', or leave this out`);
    } else if (parent !== undefined && value.parent === undefined) {
      problems.add(here, `'${value.value}' is not reachable: it needs a 'parent', a value of ${parent.name}`);
    } else if (value.parent !== undefined && !known.includes(value.parent)) {
      problems.add(
        here.at('parent'),
        `${list.parent} has no value '${value.parent}'${suggestion(value.parent, known)}`,
      );
    }
  });
}
