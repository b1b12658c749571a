import type { Component, Field } from '../model/model.ts';

/** What an element inside a component instance stands for. */
export type Slot =
  | { readonly kind: 'field'; readonly field: Field }
  /** Container of the child component at `index` of `Component.children`. */
  | { readonly kind: 'container'; readonly component: Component; readonly index: number };

/** The slots of a component by XML tag; made once per component. */
export function slotsOf(component: Component): ReadonlyMap<string, Slot> {
  const known = SLOTS.get(component);
  if (known !== undefined) return known;

  const slots = new Map<string, Slot>();
  for (const field of component.fields) slots.set(field.tag, { kind: 'field', field });
  for (const [index, child] of component.children.entries()) {
    slots.set(child.containerTag, { kind: 'container', component: child, index });
  }
  SLOTS.set(component, slots);
  return slots;
}

const SLOTS = new WeakMap<Component, ReadonlyMap<string, Slot>>();
