import type { EvaluatedRow } from '../expression/evaluation-context.ts';
import type { Instance } from '../model/instance.ts';
import { storedListValue } from '../model/list-values.ts';
import type { Component, Field } from '../model/model.ts';
import { type ObjectTree, oneChild } from './object-tree.ts';

/** An instance as the expressions of a map see it, with those above it, and those that there is one of (`ObjectTree.pathToOne`). */
export class SourceRow implements EvaluatedRow {
  readonly instance: Instance;
  readonly #tree: ObjectTree;
  readonly #parent: SourceRow | undefined;

  constructor(instance: Instance, tree: ObjectTree, parent?: SourceRow) {
    this.instance = instance;
    this.#tree = tree;
    this.#parent = parent;
  }

  value(field: Field, component: Component): string | null {
    const value = this.#find(component)?.values[field.ordinal];
    return value ? (storedListValue(field, value) ?? value) : null;
  }

  /** Whether the message says anything about the field, be it that it is empty. */
  says(field: Field, component: Component): boolean {
    return this.#find(component)?.values[field.ordinal] !== undefined;
  }

  *children(component: Component): Iterable<SourceRow> {
    const index = this.instance.component.children.indexOf(component);
    for (const child of this.instance.children[index] ?? []) yield new SourceRow(child, this.#tree, this);
  }

  /**
   * All rows of a component below this one, in the order of the message. What stands within instances of this row's own component is theirs.
   * @param within also those within each other
   */
  *below(component: Component, within: boolean, except = this.instance.component): Iterable<SourceRow> {
    for (const step of this.instance.component.children) {
      const isFound = step === component;
      const goesOn = isFound ? within && nests(step) : step !== except && this.#tree.reaches(step, component);
      if (!isFound && !goesOn) continue;
      for (const child of this.children(step)) {
        if (isFound) yield child;
        if (goesOn) yield* child.below(component, within, except);
      }
    }
  }

  #find(component: Component): Instance | undefined {
    let row: SourceRow | undefined = this;
    while (row !== undefined) {
      const found = row.#downTo(component);
      if (found !== undefined) return found;
      row = row.#parent;
    }
    return undefined;
  }

  #downTo(component: Component): Instance | undefined {
    let { instance }: { instance: Instance | undefined } = this;
    if (instance.component === component) return instance;
    const path = this.#tree.pathToOne(instance.component, component);
    if (path === undefined) return undefined;
    for (const step of path) instance = instance && oneChild(instance, step);
    return instance;
  }
}

/** Whether instances of the component stand within each other. */
export function nests(component: Component): boolean {
  return component.children.includes(component);
}
