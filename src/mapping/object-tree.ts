import type { Instance } from '../model/instance.ts';
import type { Component, IntegrationObject } from '../model/model.ts';
import type { ElementShape, ExternalObject } from './external/external-object.ts';

/** Steps down from one component to another: the last one is where they lead. */
export type ComponentPath = readonly Component[];

/** The components of a shape, and how one is reached from another. */
export class ObjectTree {
  readonly object: IntegrationObject;
  /** Of a partner's own shape. */
  readonly external: ExternalObject | undefined;
  readonly #elements: ReadonlyMap<Component, ElementShape> | undefined;
  readonly #oneOf = new Map<Component, Map<Component, ComponentPath | undefined>>();

  constructor(object: IntegrationObject, external?: ExternalObject) {
    this.object = object;
    this.external = external;
    this.#elements = external?.elements;
  }

  component(name: string): Component | undefined {
    return this.object.components.get(name);
  }

  /** Whether `to` stands somewhere below `from`. */
  reaches(from: Component, to: Component): boolean {
    return this.#pathBetween(from, to, () => true) !== undefined;
  }

  /**
   * The one instance of `to` that there is below one of `from`: every step leads to an element that occurs once, or to the primary of a multi-value
   * group. Undefined when there may be several.
   */
  pathToOne(from: Component, to: Component): ComponentPath | undefined {
    const known = this.#oneOf.get(from) ?? new Map<Component, ComponentPath | undefined>();
    this.#oneOf.set(from, known);
    if (!known.has(to))
      known.set(
        to,
        this.#pathBetween(from, to, (step) => this.#isOne(step)),
      );
    return known.get(to);
  }

  /** Where new instances of `to` go below one of `from`: only elements that occur once may lie between. */
  pathToNew(from: Component, to: Component): ComponentPath | undefined {
    return this.#pathBetween(from, to, (step) => step === to || this.isSingle(step));
  }

  /** Whether a component occurs at most once in the one above it. */
  isSingle(component: Component): boolean {
    return this.#elements?.get(component)?.single === true;
  }

  /** Components that `[Component.Field]` can name beside `component`: those above it, and what there is one of below it or below those. */
  around(component: Component): ReadonlyMap<string, Component> {
    const above = [...this.object.components.values()].filter((each) => this.reaches(each, component));
    return new Map([...above, component].flatMap((each) => [...this.within(each)]));
  }

  /** The component itself, and what there is one of below it. */
  within(component: Component): ReadonlyMap<string, Component> {
    const all = [...this.object.components.values()];
    const found = all.filter((each) => each === component || this.pathToOne(component, each) !== undefined);
    return new Map(found.map((each) => [each.name, each]));
  }

  #isOne(component: Component): boolean {
    return this.isSingle(component) || component.primary !== undefined;
  }

  /** Breadth first; the shortest one. */
  #pathBetween(from: Component, to: Component, allowed: (step: Component) => boolean): ComponentPath | undefined {
    const seen = new Set<Component>([from]);
    let paths: readonly ComponentPath[] = [[from]];
    while (paths.length > 0) {
      const longer: ComponentPath[] = [];
      for (const path of paths) {
        for (const step of path.at(-1)?.children ?? []) {
          if (seen.has(step) || !allowed(step)) continue;
          if (step === to) return [...path.slice(1), step];
          seen.add(step);
          longer.push([...path, step]);
        }
      }
      paths = longer;
    }
    return undefined;
  }
}

/** The one child that a step of `pathToOne` leads to. */
export function oneChild(instance: Instance, step: Component): Instance | undefined {
  const children = instance.children[instance.component.children.indexOf(step)] ?? [];
  return step.primary === undefined ? children[0] : children.find(({ primary }) => primary === true);
}
