import type { Component, Field, IntegrationObject } from './model.ts';

/**
 * One integration component instance: a node of a message's tree, with its values by field ordinal and its children by child ordinal.
 *
 * Whether something is absent or empty matters (siebel-eai, 1.7): an absent field stays untouched, an empty one becomes null; an absent
 * container leaves the children alone, an empty one says that there are none.
 */
export interface Instance {
  readonly component: Component;
  /** By `Field.ordinal`, in canonical form: undefined = absent, null = empty. */
  readonly values: (string | null | undefined)[];
  /** By position in `component.children`: undefined = container absent. */
  readonly children: (Instance[] | undefined)[];
  /** Attribute `operation`, as sent. */
  operation?: string | undefined;
  /** Attribute `searchspec`: a condition on this component, in an example to query by. */
  searchSpec?: string | undefined;
  /** Attribute `IsPrimaryMVG`. */
  primary?: boolean | undefined;
  /** Line of its start tag in the message, from 1; 0 when it did not come from text. */
  line: number;
  /** Offset of its element in the text that it came from, in UTF-16 code units. */
  start?: number;
  /** Line of a field's element; for messages. */
  fieldLine?: (field: Field) => number | undefined;
}

/** An integration object instance list: what a `ListOf...` element holds. */
export interface InstanceList {
  readonly integrationObject: IntegrationObject;
  readonly roots: readonly Instance[];
}

export function createInstance(component: Component, line = 0): Instance {
  const { values, children } = emptyLists(component);
  return { component, values, children, line };
}

/** What an instance has before anything is put into it. */
export function emptyLists(component: Component): Pick<Instance, 'values' | 'children'> {
  // To copy lists is several times as fast as to fill them.
  let blank = blanks.get(component);
  if (blank === undefined) {
    const { fields, children } = component;
    blank = { values: fields.map(() => undefined), children: children.map(() => undefined) };
    blanks.set(component, blank);
  }
  return { values: blank.values.slice(), children: blank.children.slice() };
}

const blanks = new WeakMap<Component, Pick<Instance, 'values' | 'children'>>();
