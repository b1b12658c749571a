import { createInstance, type Instance, type InstanceList } from '../../model/instance.ts';
import type { Component, IntegrationObject, Model } from '../../model/model.ts';
import { KnownRows, type SampleData, type SampleRow } from './known-rows.ts';
import { addUpTotals } from './sample-totals.ts';
import { sampleValue } from './sample-value.ts';

/** Makes new, complete instances of integration objects: all that a message may say about one. */
export class SampleInstances {
  readonly #rows: KnownRows;
  readonly #examples = new Map<Component, Instance[]>();
  readonly #numbers = new Map<Component, number>();

  constructor(model: Model, data: SampleData) {
    this.#rows = new KnownRows(data);
    for (const { roots } of data.documents) for (const root of roots) this.#collect(root);
    [...model.integrationObjects.values()].forEach(({ components }, object) => {
      [...components.values()].forEach((component, index) => {
        this.#numbers.set(component, (object + 1) * 100 + index + 1);
      });
    });
  }

  /**
   * One root with one instance of each child component and every writable field that a caller fills in. Its keys are new to a database with
   * the sample records, what it refers to is there, and the same call twice inserts once. Row ids are left out: only the service gives them.
   */
  of(integrationObject: IntegrationObject): InstanceList {
    return { integrationObject, roots: [this.#instance(integrationObject.root, [])] };
  }

  #instance(component: Component, ancestors: readonly Component[]): Instance {
    const instance = createInstance(component);
    const context = {
      component,
      rows: this.#rows,
      examples: this.#examples.get(component) ?? [],
      suffix: `-${this.#numbers.get(component)}`,
      row: this.#pickedRow(component),
    };
    for (const field of component.fields) instance.values[field.ordinal] = sampleValue(field, context);
    if (component.primary !== undefined) instance.primary = true;
    const path = [...ancestors, component];
    component.children.forEach((child, ordinal) => {
      if (!path.includes(child)) instance.children[ordinal] = [this.#instance(child, path)];
    });
    addUpTotals(instance);
    return instance;
  }

  /** Of reference data (organizations, positions, industries) a message picks a row. */
  #pickedRow({ link, table }: Component): SampleRow | undefined {
    return link?.kind === 'association' && this.#rows.isReferenceData(table)
      ? this.#rows.fullest(table.name)
      : undefined;
  }

  #collect(instance: Instance): void {
    const examples = this.#examples.get(instance.component);
    if (examples === undefined) this.#examples.set(instance.component, [instance]);
    else examples.push(instance);
    for (const group of instance.children) for (const child of group ?? []) this.#collect(child);
  }
}
