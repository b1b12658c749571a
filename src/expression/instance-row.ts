import type { Instance } from '../model/instance.ts';
import { storedListValue } from '../model/list-values.ts';
import type { Component, Field } from '../model/model.ts';
import type { EvaluatedRow } from './evaluation-context.ts';

/**
 * An instance of a message as an expression sees it: list values by their codes, what is absent as null. Fields of a component above it are
 * those of its ancestor.
 */
export class InstanceRow implements EvaluatedRow {
  readonly instance: Instance;
  readonly #parent: InstanceRow | undefined;

  constructor(instance: Instance, parent?: InstanceRow) {
    this.instance = instance;
    this.#parent = parent;
  }

  value(field: Field, component: Component): string | null {
    if (component !== this.instance.component) return this.#parent?.value(field, component) ?? null;
    const value = this.instance.values[field.ordinal];
    if (value === undefined || value === null || value === '') return null;
    return storedListValue(field, value) ?? value;
  }

  *children(component: Component): Iterable<EvaluatedRow> {
    const position = this.instance.component.children.indexOf(component);
    for (const child of this.instance.children[position] ?? []) yield new InstanceRow(child, this);
  }
}
