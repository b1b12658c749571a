import type { Field } from '../model/model.ts';

/** Stored code of a value of the field's list, given as display value or code; undefined when the list does not have it. */
export function storedListValue(field: Field, value: string): string | undefined {
  if (field.values === undefined) return value;
  return indexOf(field.values).codes.get(value);
}

/** Display value of a stored code; a code that the list no longer has stays as it is. */
export function displayedListValue(field: Field, code: string): string {
  if (field.values === undefined) return code;
  return indexOf(field.values).displayed.get(code) ?? code;
}

/** Display values allowed for the field, under the given display value or code of the parent list where the list is hierarchical. */
export function allowedListValues(field: Field, parent: string | null | undefined): readonly string[] {
  if (field.values === undefined) return [];
  return field.values.values
    .filter((entry) => entry.parent === undefined || entry.parent === parent)
    .map((entry) => entry.value);
}

interface ListIndex {
  readonly codes: ReadonlyMap<string, string>;
  readonly displayed: ReadonlyMap<string, string>;
}

const indexes = new WeakMap<object, ListIndex>();

function indexOf(list: NonNullable<Field['values']>): ListIndex {
  let index = indexes.get(list);
  if (index === undefined) {
    const codes = new Map<string, string>();
    const displayed = new Map<string, string>();
    for (const { code } of list.values) codes.set(code, code);
    for (const { value, code } of list.values) {
      codes.set(value, code);
      displayed.set(code, value);
    }
    index = { codes, displayed };
    indexes.set(list, index);
  }
  return index;
}
