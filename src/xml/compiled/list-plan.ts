import type { Component, Field, IntegrationObject } from '../../model/model.ts';
import { TagTable } from './tag-table.ts';

/** What an integration object looks like on the wire, in the form that a `ListReader` works with. */
export interface ListPlan {
  readonly object: IntegrationObject;
  readonly root: ComponentPlan;
}

export interface ComponentPlan {
  readonly component: Component;
  /** What may stand in a list element of the component: its own tag. */
  readonly instances: TagTable<Slot>;
  /** What may stand in an instance. */
  readonly content: TagTable<Slot>;
}

/** An element that may stand somewhere. All of them have the same shape, since the code for them runs for each element of a message. */
export interface Slot {
  readonly tag: string;
  /** `Field.ordinal`, or the position of a container in `Component.children`. */
  readonly ordinal: number;
  /** Of a field: UTF-16 code units. */
  readonly maxLength: number;
  /** Of a field: canonical form of a value, undefined when it is not accepted. */
  readonly parse: ((text: string) => string | undefined) | undefined;
  /** Of an instance and of a container. */
  readonly plan: ComponentPlan | undefined;
}

/** The plan of an integration object; made once at start. */
export function planOf(object: IntegrationObject): ListPlan {
  return { object, root: planComponent(object.root, new Map()) };
}

/** @param plans those that have been made or begun: a component that nests is a child of its own */
function planComponent(component: Component, plans: Map<Component, ComponentPlan>): ComponentPlan {
  const known = plans.get(component);
  if (known !== undefined) return known;

  const { tag, fields, children } = component;
  const plan: ComponentPlan = {
    component,
    instances: new TagTable(1),
    content: new TagTable(fields.length + children.length),
  };
  plans.set(component, plan);
  plan.instances.add(elementSlot(tag, 0, plan));
  for (const field of fields) plan.content.add(fieldSlot(field));
  for (const [index, child] of children.entries()) {
    plan.content.add(elementSlot(child.containerTag, index, planComponent(child, plans)));
  }
  return plan;
}

function fieldSlot({ tag, ordinal, length = Number.MAX_SAFE_INTEGER, type }: Field): Slot {
  return { tag, ordinal, maxLength: length, parse: type.parse, plan: undefined };
}

function elementSlot(tag: string, ordinal: number, plan: ComponentPlan): Slot {
  return { tag, ordinal, maxLength: 0, parse: undefined, plan };
}
