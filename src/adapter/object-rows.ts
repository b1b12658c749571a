import type { Column, Component, IntegrationObject } from '../model/model.ts';
import { type ComponentRows, componentRows } from './component-rows.ts';

/** The row shapes of all components of an integration object. */
export interface ObjectRows {
  readonly object: IntegrationObject;
  of(component: Component): ComponentRows;
}

export function objectRows(object: IntegrationObject): ObjectRows {
  const rows = new Map<Component, ComponentRows>();
  for (const component of object.components.values())
    rows.set(component, componentRows(component, primaries(component)));
  return Object.freeze({
    object,
    of(component: Component): ComponentRows {
      const found = rows.get(component);
      if (found === undefined) throw new RangeError(`${component.name} is not a component of ${object.name}`);
      return found;
    },
  });
}

function primaries(component: Component): Column[] {
  return component.children.flatMap((child) => (child.primary === undefined ? [] : [child.primary]));
}
