import type { BoundSortItem } from '../expression/bind-sort-spec.ts';
import type { BoundCondition } from '../expression/bound.ts';
import { evaluateCondition } from '../expression/evaluate.ts';
import type { EvaluatedRow } from '../expression/evaluation-context.ts';
import { StepBudget } from '../expression/step-budget.ts';
import type { Component, Field } from '../model/model.ts';
import type { Example } from './query-example.ts';
import { sortNodes } from './query-order.ts';
import type { StoredNode } from './read-tree.ts';

/** Which children of the records found are shown, and in which order. */
export interface ShownChildren {
  /** Alternatives for the records; a child is shown when it fits an example below one that its parent fits. */
  readonly examples: readonly Example[];
  /** What the children of a component fulfil besides. */
  readonly conditions: ReadonlyMap<Component, readonly BoundCondition[]>;
  readonly order: ReadonlyMap<Component, readonly BoundSortItem[]>;
}

/** Enough for the children of a thousand records; about a second of work. */
const MOST_STEPS = 50_000_000;

/**
 * Takes the children out that are not shown, together with theirs, and sorts the others.
 * @throws CutError QUERY_TOO_LARGE when the conditions take too much work
 */
export function showChildren(roots: readonly StoredNode[], shown: ShownChildren): void {
  const { examples, conditions, order } = shown;
  const isFiltered = conditions.size > 0 || examples.some(({ children }) => children.some(({ length }) => length > 0));
  if (isFiltered) new ChildFilter(conditions).apply(roots, examples);
  if (order.size > 0) sortChildren(roots, order);
}

class ChildFilter {
  readonly #conditions: ShownChildren['conditions'];
  readonly #steps = new StepBudget(MOST_STEPS);

  constructor(conditions: ShownChildren['conditions']) {
    this.#conditions = conditions;
  }

  /** @param examples of which each node fits one; none when they are not asked to */
  apply(nodes: readonly StoredNode[], examples: readonly Example[]): void {
    for (const node of nodes) {
      this.#steps.spend(examples.length);
      // what a condition says of a node is asked before any of its children is taken out, since EXISTS looks at them
      const fitting = examples.filter((example) => this.#fulfils(node, example.conditions));
      for (const [ordinal, group] of node.children.entries()) {
        const wanted = alternatives(fitting, ordinal);
        const kept = group.filter((child) => this.#isShown(child, wanted));
        node.children[ordinal] = kept;
        this.apply(kept, wanted);
      }
    }
  }

  #isShown(node: StoredNode, wanted: readonly Example[]): boolean {
    this.#steps.spend(wanted.length);
    return (
      this.#fulfils(node, this.#conditions.get(node.component) ?? []) &&
      (wanted.length === 0 || wanted.some(({ conditions }) => this.#fulfils(node, conditions)))
    );
  }

  #fulfils(node: StoredNode, conditions: readonly BoundCondition[]): boolean {
    const context = { row: rowOf(node), steps: this.#steps };
    return conditions.every((condition) => evaluateCondition(condition, context) === true);
  }
}

/** What the examples ask of the children at `ordinal`: nothing as soon as one of them asks for nothing. */
function alternatives(examples: readonly Example[], ordinal: number): readonly Example[] {
  const groups = examples.map(({ children }) => children[ordinal] ?? []);
  return groups.some(({ length }) => length === 0) ? [] : groups.flat();
}

function rowOf({ component, row, children }: StoredNode): EvaluatedRow {
  return {
    value: ({ ordinal }: Field) => row.values[ordinal] ?? null,
    children: (child: Component) => (children[component.children.indexOf(child)] ?? []).map(rowOf),
  };
}

function sortChildren(nodes: readonly StoredNode[], order: ShownChildren['order']): void {
  for (const { component, children } of nodes) {
    for (const [ordinal, child] of component.children.entries()) {
      const group = children[ordinal] ?? [];
      const items = order.get(child);
      if (items !== undefined) sortNodes(group, items);
      sortChildren(group, order);
    }
  }
}
