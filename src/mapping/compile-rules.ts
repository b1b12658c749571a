import { CutError } from '../errors/cut-error.ts';
import { suggestion } from '../errors/near-names.ts';
import { bindCondition, bindShownOperand } from '../expression/bind.ts';
import type { BoundOperand } from '../expression/bound.ts';
import { toText } from '../expression/convert-operand.ts';
import { parseExpression } from '../expression/parse-expression.ts';
import { qualifiedName } from '../expression/qualified-name.ts';
import type { Scope } from '../expression/scope.ts';
import { TYPE_NAMES, valueTypeOf } from '../expression/value-types.ts';
import type { FieldMapDeclaration } from '../model/data-map.ts';
import type { Component, Field } from '../model/model.ts';
import type { PlacedText } from '../model/placed-text.ts';
import { operandsIn } from './bound-parts.ts';
import { lookupProblems } from './check-lookups.ts';
import type { CompileParts } from './compile-component-maps.ts';
import type { FieldMap, RuleCondition } from './compiled-map.ts';
import type { ComponentPath } from './object-tree.ts';

/** Undefined when it is none. */
export function bindRuleCondition(
  { text, at }: PlacedText,
  component: Component,
  components: ReadonlyMap<string, Component>,
  { argumentNames, lists, problems }: CompileParts,
): RuleCondition | undefined {
  return orProblem({ text, at }, problems, () => {
    const condition = bindCondition(parseExpression(text), { component, components, argumentNames });
    for (const problem of lookupProblems(condition, lists)) problems.add(at, problem);
    return { text, condition };
  });
}

/** Undefined when there is no such field, or its expression is wrong. */
export function compileFieldMap(
  declaration: FieldMapDeclaration,
  source: Component,
  target: Component,
  parts: CompileParts,
): FieldMap | undefined {
  const { problems, argumentNames, lists } = parts;
  const named = targetField(declaration.field, target, parts);
  const { text, at } = declaration.value;
  const operand = orProblem(declaration.value, problems, () => {
    const expression = parseExpression(text);
    const scope: Scope = { component: source, components: parts.source.around(source), argumentNames };
    const bound = bindShownOperand(expression, scope);
    for (const problem of lookupProblems(bound, lists)) problems.add(at, problem);
    return named === undefined
      ? bound
      : fitTo(named.field, bound, (each) => toText({ ...each, span: expression.span }, scope));
  });
  if (named === undefined || operand === undefined) return undefined;
  const reads = [...operandsIn(operand)].filter((each) => each.kind === 'field');
  return { ...named, text, at, operand, reads };
}

/** `Name`, or `Component.Name` of what there is one of below the component. */
function targetField(
  { text, at }: PlacedText,
  target: Component,
  { target: tree, problems }: CompileParts,
): { readonly path: ComponentPath; readonly field: Field } | undefined {
  const { component: componentName, field: name } = target.fieldsByName.has(text)
    ? { field: text }
    : qualifiedName(text);
  const component =
    componentName === undefined || componentName === target.name ? target : tree.component(componentName);
  const path = component === target ? [] : component && tree.pathToNew(target, component);
  if (component === undefined || path === undefined || (component !== target && !tree.isSingle(component))) {
    problems.add(at, `there is not exactly one '${componentName}' in a '${target.name}'; give it a component map`);
    return undefined;
  }
  const field = component.fieldsByName.get(name);
  if (field !== undefined) return { path, field };
  problems.add(at, `'${component.name}' has no field '${name}'${suggestion(name, component.fieldsByName.keys())}`);
  return undefined;
}

/** A date goes where a text is wanted in Siebel's form; days and moments, and texts, are converted when there is a value. */
function fitTo(
  field: Field,
  operand: BoundOperand,
  asText: (placed: { readonly operand: BoundOperand }) => BoundOperand,
): BoundOperand {
  const wanted = valueTypeOf(field);
  if (wanted === 'text') return asText({ operand });
  const fits = operand.type === 'text' || (operand.type === 'number') === (wanted === 'number');
  if (fits) return operand;
  throw new CutError('QUERY_VALUE', {
    position: 1,
    problem: `'${field.name}' takes ${TYPE_NAMES[wanted]}, and this is ${TYPE_NAMES[operand.type]}`,
  });
}

function orProblem<T>({ at }: PlacedText, problems: CompileParts['problems'], work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CutError)) throw error;
    problems.add(at, error.message);
    return undefined;
  }
}
