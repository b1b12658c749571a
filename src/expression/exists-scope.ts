import { suggestion } from '../errors/near-names.ts';
import type { Component } from '../model/model.ts';
import { unknownName } from './find-field.ts';
import { shorten, valueError } from './query-error.ts';
import type { Scope } from './scope.ts';
import type { Expression, Span } from './tree.ts';

/**
 * What names mean within `EXISTS (condition)`: fields of the one child component that the condition names, where a field without a component is that
 * component's, too.
 * @throws CutError QUERY_VALUE when the condition names no component or several, QUERY_NAME when it names one that is no child
 */
export function existsScope(condition: Expression, scope: Scope, { start }: Span): Scope {
  const { children } = scope.component;
  const names = new Map<string, Span>();
  collectComponents(condition, names);
  const [[name, span] = ['', condition.span], second] = names;
  if (second !== undefined) {
    const problem = `EXISTS is about one component, and this one names ${shorten(name)} and ${shorten(second[0])}; nest another EXISTS in it, or put two side by side`;
    throw valueError(second[1].start, problem);
  }
  if (names.size === 0) {
    const example =
      children[0] === undefined ? '' : `: EXISTS([${children[0].name}.${children[0].rowId.name}] IS NOT NULL)`;
    throw valueError(start, `EXISTS needs the name of a child component before a field${example}`);
  }
  const component = children.find((child) => child.name === name);
  if (component === undefined) {
    const hint = suggestion(
      name,
      children.map((child) => child.name),
    );
    throw unknownName(span, 'child component', `component [${shorten(name)}] in EXISTS`, hint);
  }
  return { ...scope, component, components: new Map<string, Component>() };
}

/** Components named outside a further EXISTS, with the place of the first time. */
function collectComponents(expression: Expression, names: Map<string, Span>): void {
  if (expression.kind === 'field' && expression.component !== undefined && !names.has(expression.component)) {
    names.set(expression.component, expression.span);
  }
  for (const part of partsOf(expression)) collectComponents(part, names);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'negate':
    case 'not':
    case 'is-null':
      return [expression.operand];
    case 'and':
    case 'or':
      return expression.of;
    case 'compare':
    case 'arithmetic':
      return [expression.left, expression.right];
    case 'like':
      return [expression.operand, expression.pattern];
    case 'call':
      return expression.arguments;
    default:
      return [];
  }
}
