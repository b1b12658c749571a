import { createInstance, type Instance } from '../model/instance.ts';
import type { Component } from '../model/model.ts';
import type { ComponentMap } from './compiled-map.ts';
import type { ComponentPath, ObjectTree } from './object-tree.ts';

/** The instances that a map makes, as they are made. */
export class TargetTree {
  readonly roots: Instance[] = [];
  readonly #tree: ObjectTree;

  constructor(tree: ObjectTree) {
    this.#tree = tree;
  }

  /** A new instance at the end of `path`; undefined when there is one already, and room for one only. */
  add({ path, target }: Pick<ComponentMap, 'path' | 'target'>, parent?: Instance): Instance | undefined {
    const instance = createInstance(target);
    if (path.length === 0) {
      if (this.#tree.external !== undefined && this.roots.length > 0) return undefined;
      this.roots.push(instance);
      return instance;
    }
    const above = this.single(parent ?? this.#documentElement(), path.slice(0, -1));
    const group = childrenOf(above, target);
    if (this.#tree.isSingle(target) && group.length > 0) return undefined;
    group.push(instance);
    return instance;
  }

  /** The one instance at the end of `path`, with those on the way to it. */
  single(from: Instance, path: ComponentPath): Instance {
    return path.reduce((instance, step) => {
      const group = childrenOf(instance, step);
      const [only = createInstance(step)] = group;
      if (group.length === 0) group.push(only);
      return only;
    }, from);
  }

  /** Of a document that no component map makes: it only holds the others. */
  #documentElement(): Instance {
    const [only = createInstance(this.#tree.object.root)] = this.roots;
    if (this.roots.length === 0) this.roots.push(only);
    return only;
  }
}

function childrenOf(instance: Instance, component: Component): Instance[] {
  const index = instance.component.children.indexOf(component);
  const group = instance.children[index] ?? [];
  instance.children[index] = group;
  return group;
}
