import type { Field, ValueList } from './model.ts';

/** How list values are written (siebel-eai, 5.5): as language-independent codes, or as display values. */
export type LovLanguageMode = 'LIC' | 'LDC';

/**
 * Stored code of a value of the field's list; undefined when the list does not have it.
 * @param mode what `value` is: a code or a display value; either, when left out
 */
export function storedListValue(field: Field, value: string, mode?: LovLanguageMode): string | undefined {
  if (field.values === undefined) return value;
  const { codes, displayed, codesByDisplay } = indexOf(field.values);
  if (mode === 'LIC') return displayed.has(value) ? value : undefined;
  return (mode === 'LDC' ? codesByDisplay : codes).get(value);
}

/** Display value of a stored code; a code that the list no longer has stays as it is. */
export function displayedListValue(field: Field, code: string): string {
  if (field.values === undefined) return code;
  return indexOf(field.values).displayed.get(code) ?? code;
}

/**
 * Whether a stored code of the field's list is allowed under a value of the parent list.
 * @param parent display value; of no interest where the list has no parent
 */
export function isAllowedUnder(field: Field, code: string, parent: string | null | undefined): boolean {
  if (field.values?.parent === undefined) return true;
  const parents = indexOf(field.values).parents.get(code);
  return parents !== undefined && (parents.has(undefined) || parents.has(parent ?? undefined));
}

/** Values allowed for the field, under the given display value of the parent list where the list is hierarchical: display values, in mode LIC codes. */
export function allowedListValues(
  field: Field,
  parent: string | null | undefined,
  mode?: LovLanguageMode,
): readonly string[] {
  if (field.values === undefined) return [];
  return field.values.values
    .filter((entry) => entry.parent === undefined || entry.parent === parent)
    .map((entry) => (mode === 'LIC' ? entry.code : entry.value));
}

interface ListIndex {
  /** By code and by display value. */
  readonly codes: ReadonlyMap<string, string>;
  readonly codesByDisplay: ReadonlyMap<string, string>;
  /** By code. */
  readonly displayed: ReadonlyMap<string, string>;
  /** By code: under which display values of the parent list it is allowed; undefined stands for all. */
  readonly parents: ReadonlyMap<string, ReadonlySet<string | undefined>>;
}

const indexes = new WeakMap<ValueList, ListIndex>();

function indexOf(list: ValueList): ListIndex {
  let index = indexes.get(list);
  if (index === undefined) {
    index = makeIndex(list);
    indexes.set(list, index);
  }
  return index;
}

function makeIndex({ values }: ValueList): ListIndex {
  const codes = new Map<string, string>();
  const codesByDisplay = new Map<string, string>();
  const displayed = new Map<string, string>();
  const parents = new Map<string, Set<string | undefined>>();
  for (const { code } of values) codes.set(code, code);
  for (const { value, code, parent } of values) {
    codes.set(value, code);
    codesByDisplay.set(value, code);
    displayed.set(code, value);
    parents.set(code, (parents.get(code) ?? new Set()).add(parent));
  }
  return { codes, codesByDisplay, displayed, parents };
}
