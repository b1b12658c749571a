import type { Component, Field } from '../model/model.ts';
import type { BoundCondition, BoundOperand } from './bound.ts';

/** A field that a condition asks for. */
export interface ConditionField {
  readonly component: Component;
  readonly field: Field;
}

/** The fields that a condition asks for, those of child components in `EXISTS` too; one that it asks for twice stands there twice. */
export function conditionFields(condition: BoundCondition): readonly ConditionField[] {
  switch (condition.kind) {
    case 'compare':
      return [...operandFields(condition.left), ...operandFields(condition.right)];
    case 'like':
    case 'is-null':
      return operandFields(condition.operand);
    case 'not':
      return conditionFields(condition.of);
    case 'all':
    case 'any':
      return condition.of.flatMap(conditionFields);
    case 'exists':
      return conditionFields(condition.condition);
  }
}

function operandFields(operand: BoundOperand): readonly ConditionField[] {
  switch (operand.kind) {
    case 'literal':
    case 'argument':
      return [];
    case 'field':
      return [{ component: operand.component, field: operand.field }];
    case 'stored-call':
    case 'call':
      return operand.of.flatMap(operandFields);
    case 'if':
      return [
        ...conditionFields(operand.condition),
        ...operandFields(operand.value),
        ...operandFields(operand.otherwise),
      ];
  }
}
