import { CutError } from '../errors/cut-error.ts';
import type { BoundCondition, BoundOperand } from '../expression/bound.ts';
import type { Component, IntegrationObject } from '../model/model.ts';

/**
 * The parts of a search specification that top-level ANDs join, by the component that each is about: those about the root choose the records,
 * those about a child component the children shown (siebel-eai, 5.6). EXISTS is about the root, whose children it looks into, and so is what
 * names no component at all.
 * @throws CutError SEARCH_REFUSED when a part is about several components
 */
export function splitSearchSpec(
  { root }: IntegrationObject,
  condition: BoundCondition,
): ReadonlyMap<Component, readonly BoundCondition[]> {
  return Map.groupBy(conjuncts(condition), (part) => {
    const [component = root, other] = new Set(componentsOf(part, root));
    if (other !== undefined) throw mixed(component, other);
    return component;
  });
}

function conjuncts(condition: BoundCondition): readonly BoundCondition[] {
  return condition.kind === 'all' ? condition.of.flatMap(conjuncts) : [condition];
}

function componentsOf(condition: BoundCondition, root: Component): readonly Component[] {
  switch (condition.kind) {
    case 'compare':
      return [condition.left, condition.right].flatMap((operand) => namedBy(operand, root));
    case 'like':
    case 'is-null':
      return namedBy(condition.operand, root);
    case 'not':
      return componentsOf(condition.of, root);
    case 'all':
    case 'any':
      return condition.of.flatMap((part) => componentsOf(part, root));
    case 'exists':
      return [root];
  }
}

function namedBy(operand: BoundOperand, root: Component): readonly Component[] {
  switch (operand.kind) {
    case 'field':
      return [operand.component];
    case 'stored-call':
    case 'call':
      return operand.of.flatMap((part) => namedBy(part, root));
    case 'if':
      return [
        ...componentsOf(operand.condition, root),
        ...[operand.value, operand.otherwise].flatMap((part) => namedBy(part, root)),
      ];
    default:
      return [];
  }
}

function mixed(component: Component, other: Component): CutError {
  const problem = `one condition is about both ${component.name} and ${other.name}; join conditions on different components with AND, or use EXISTS`;
  return new CutError('SEARCH_REFUSED', { problem });
}
