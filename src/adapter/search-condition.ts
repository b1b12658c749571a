import type { BoundCondition, BoundOperand } from '../expression/bound.ts';
import type { Component, Field } from '../model/model.ts';
import type { ColumnReference, Condition, Operand } from '../store/store.ts';
import type { ObjectRows } from './object-rows.ts';

/**
 * A condition on a component's rows as the store knows it: columns of the component's `base` shape, every value a parameter.
 * @param condition bound to be answered by a store, outside EXISTS about this component only
 * @throws RangeError when it is about more than that; binding and `splitSearchSpec` refuse what a caller may have sent
 */
export function searchCondition(rows: ObjectRows, component: Component, condition: BoundCondition): Condition {
  return toCondition({ rows, component, columnOf: rows.of(component).columnOf }, condition);
}

/** The rows that a condition is about: those of a component, in one of its shapes. */
interface Scope {
  readonly rows: ObjectRows;
  readonly component: Component;
  columnOf(field: Field): ColumnReference;
}

function toCondition(scope: Scope, condition: BoundCondition): Condition {
  switch (condition.kind) {
    case 'compare':
      return comparison(scope, condition);
    case 'like':
      return { ...condition, operand: toOperand(scope, condition.operand) };
    case 'is-null': {
      const operand = toOperand(scope, condition.operand);
      return operand.kind === 'column' ? { kind: 'is-null', column: operand.column } : { kind: 'no-value', operand };
    }
    case 'not':
      return { kind: 'not', of: toCondition(scope, condition.of) };
    case 'all':
    case 'any':
      return { kind: condition.kind, of: condition.of.map((part) => toCondition(scope, part)) };
    case 'exists':
      return exists(scope, condition);
  }
}

/** Equality with a known value has a kind of its own, which stores find by index. */
function comparison(scope: Scope, condition: Extract<BoundCondition, { kind: 'compare' }>): Condition {
  const left = toOperand(scope, condition.left);
  const right = toOperand(scope, condition.right);
  if (condition.operator === '=' && !condition.ignoreCase) {
    if (left.kind === 'column' && right.kind === 'value' && right.value !== null) {
      return { kind: 'equals', column: left.column, value: right.value };
    }
  }
  return { ...condition, left, right };
}

function exists(scope: Scope, { component, condition }: Extract<BoundCondition, { kind: 'exists' }>): Condition {
  const { rows } = scope;
  const { linked, parent, linkedColumnOf } = rows.of(component);
  if (parent === undefined || !scope.component.children.includes(component)) {
    throw new RangeError(`${component.name} is not a child component of ${scope.component.name}`);
  }
  return {
    kind: 'exists',
    shape: linked,
    parent,
    of: scope.columnOf(scope.component.rowId),
    condition: toCondition({ rows, component, columnOf: linkedColumnOf }, condition),
  };
}

function toOperand(scope: Scope, operand: BoundOperand): Operand {
  const { type } = operand;
  switch (operand.kind) {
    case 'literal':
      return { type, kind: 'value', value: operand.value };
    case 'field':
      return { type, kind: 'column', column: columnOf(scope, operand) };
    case 'stored-call':
      return { type, kind: 'call', function: operand.function, of: operand.of.map((part) => toOperand(scope, part)) };
    case 'if':
      return {
        type,
        kind: 'if',
        condition: toCondition(scope, operand.condition),
        value: toOperand(scope, operand.value),
        otherwise: toOperand(scope, operand.otherwise),
      };
    case 'call':
    case 'argument':
      throw new RangeError(`no store knows a ${operand.kind}`);
  }
}

function columnOf(scope: Scope, { component, field }: Extract<BoundOperand, { kind: 'field' }>): ColumnReference {
  if (component === scope.component) return scope.columnOf(field);
  throw new RangeError(`${component.name}.${field.name} stands in a condition on ${scope.component.name}`);
}
