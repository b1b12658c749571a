import { expect } from 'chai';
import { createInstance, type Instance, type InstanceList } from '../../../src/model/instance.ts';
import type { Component, IntegrationObject } from '../../../src/model/model.ts';
import type { Tree } from './notation.ts';
import { LABELS } from './sample-tables.ts';

/** @param operation goes where the notation has `?` */
export function messageOf(object: IntegrationObject, trees: readonly Tree[], operation?: string): InstanceList {
  const toInstance = (component: Component, tree: Tree): Instance => {
    const instance = createInstance(component);
    instance.values[ordinalOf(component, 'Name')] = tree.name;
    for (const [field, value] of tree.fields) instance.values[ordinalOf(component, field)] = value;
    const own = tree.operation === '?' ? operation : tree.operation;
    if (own !== undefined) instance.operation = own;
    if (tree.isPrimary) instance.primary = true;
    for (const [label, children] of tree.containers) {
      const ordinal = component.children.findIndex(({ name }) => name === LABELS[label]);
      const child = component.children[ordinal] ?? expect.fail(`${component.name} has no ${label}`);
      instance.children[ordinal] = children.map((each) => toInstance(child, each));
    }
    return instance;
  };
  return { integrationObject: object, roots: trees.map((tree) => toInstance(object.root, tree)) };
}

/** An answer in the notation. */
export function notationOf(instances: readonly Instance[]): string {
  return instances.map(instanceNotation).join(' ');
}

function instanceNotation({ component, values, operation, children }: Instance): string {
  const containers = children.flatMap((group, ordinal) => {
    const label = Object.keys(LABELS).find((name) => LABELS[name] === component.children[ordinal]?.name);
    return group === undefined ? [] : [` ${label}(${notationOf(group)})`];
  });
  return `${operation}:${values[ordinalOf(component, 'Name')]}${containers.join('')}`;
}

export function ordinalOf({ name, fieldsByName }: Component, field: string): number {
  return fieldsByName.get(field)?.ordinal ?? expect.fail(`${name} has no field ${field}`);
}
