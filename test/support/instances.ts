import { createInstance, type Instance, type InstanceList } from '../../src/model/instance.ts';
import type { Component, IntegrationObject } from '../../src/model/model.ts';

/** An instance in short: fields by name (null = empty), child containers by component name, `primary` for IsPrimaryMVG="Y". */
export interface Sketch {
  readonly [name: string]: string | null | boolean | readonly Sketch[] | undefined;
}

export function instanceList(object: IntegrationObject, ...roots: readonly Sketch[]): InstanceList {
  return { integrationObject: object, roots: roots.map((root) => toInstance(object.root, root)) };
}

function toInstance(component: Component, sketch: Sketch): Instance {
  const instance = createInstance(component);
  for (const [name, value] of Object.entries(sketch)) {
    if (name === 'primary') instance.primary = value === true;
    else if (name === 'operation' && typeof value === 'string') instance.operation = value;
    else if (Array.isArray(value)) addChildren(instance, name, value);
    else if (typeof value === 'string' || value === null) instance.values[fieldOf(component, name).ordinal] = value;
  }
  return instance;
}

function addChildren(instance: Instance, name: string, sketches: readonly Sketch[]): void {
  const ordinal = instance.component.children.findIndex((child) => child.name === name);
  const child = instance.component.children[ordinal];
  if (child === undefined) throw new RangeError(`${instance.component.name} has no child ${name}`);
  instance.children[ordinal] = sketches.map((sketch) => toInstance(child, sketch));
}

/** The values of an instance by field name, without those that are null and the system fields. */
export function sketchOf(instance: Instance): Sketch {
  const sketch: Record<string, string | readonly Sketch[] | boolean> = {};
  for (const { name, ordinal, source } of instance.component.fields) {
    const value = instance.values[ordinal];
    const isSystem = source.kind === 'column' && source.column.system && source.column.name !== 'ROW_ID';
    if (!isSystem && typeof value === 'string') sketch[name] = value;
  }
  if (instance.primary === true) sketch.primary = true;
  for (const [ordinal, children] of instance.children.entries()) {
    const child = instance.component.children[ordinal];
    if (child !== undefined && children !== undefined && children.length > 0)
      sketch[child.name] = children.map(sketchOf);
  }
  return sketch;
}

export function fieldValue(instance: Instance | undefined, name: string): string | null | undefined {
  return instance?.values[fieldOf(instance.component, name).ordinal];
}

function fieldOf(component: Component, name: string): Component['fields'][number] {
  const field = component.fieldsByName.get(name);
  if (field === undefined) throw new RangeError(`${component.name} has no field ${name}`);
  return field;
}
