import { suggestion } from '../errors/near-names.ts';
import type { ComponentMapDeclaration } from '../model/data-map.ts';
import type { Component } from '../model/model.ts';
import type { PlacedText } from '../model/placed-text.ts';
import type { Problems } from '../model/reading/problems.ts';
import type { Lists } from './compile-data-map.ts';
import { bindRuleCondition, compileFieldMap } from './compile-rules.ts';
import type { ComponentMap, FieldMap } from './compiled-map.ts';
import type { ComponentPath, ObjectTree } from './object-tree.ts';
import { nests } from './source-row.ts';

export interface CompileParts {
  readonly source: ObjectTree;
  readonly target: ObjectTree;
  readonly argumentNames: ReadonlySet<string>;
  readonly lists: Lists;
  readonly problems: Problems;
}

type Draft = Omit<ComponentMap, 'children'> & { readonly children: Draft[] };

/** The component maps without a parent; the others are below them. */
export function compileComponentMaps(
  declarations: readonly ComponentMapDeclaration[],
  parts: CompileParts,
): readonly ComponentMap[] {
  const before: Draft[] = [];
  const tops: Draft[] = [];
  for (const declaration of declarations) {
    const source = componentNamed(declaration.source, 'source', parts);
    const target = componentNamed(declaration.target, 'target', parts);
    if (source === undefined || target === undefined) continue;
    const parent = before.findLast((other) => isParent(other, { source, target }, parts));
    const path = pathFrom(parent?.target, target, parts.target);
    if (path === undefined) {
      parts.problems.add(declaration.target.at, noParent(source, target));
      continue;
    }
    const draft = { ...compile(declaration, source, target, parts), path, children: [] };
    before.push(draft);
    (parent?.children ?? tops).push(draft);
  }
  return tops;
}

function componentNamed(
  { text, at }: PlacedText,
  side: 'source' | 'target',
  { problems, ...trees }: CompileParts,
): Component | undefined {
  const component = trees[side].component(text);
  if (component !== undefined) return component;
  const { name, components } = trees[side].object;
  problems.add(at, `${name} has no component '${text}'${suggestion(text, components.keys())}`);
  return undefined;
}

/** The nearest map above it in the file that makes what its target stands in, from what its source is or stands in. */
function isParent(
  other: Draft,
  { source, target }: Pick<ComponentMap, 'source' | 'target'>,
  { source: sources, target: targets }: CompileParts,
): boolean {
  const isAbove = other.source === source || sources.reaches(other.source, source);
  return isAbove && other.target !== target && targets.pathToNew(other.target, target) !== undefined;
}

function pathFrom(parent: Component | undefined, target: Component, targets: ObjectTree): ComponentPath | undefined {
  if (parent !== undefined) return targets.pathToNew(parent, target);
  const { root } = targets.object;
  if (target === root) return [];
  return targets.external && targets.pathToNew(root, target);
}

function noParent(source: Component, target: Component): string {
  return `needs a component map above it that makes what '${target.name}' stands in, from '${source.name}' or what that stands in`;
}

function compile(
  declaration: ComponentMapDeclaration,
  source: Component,
  target: Component,
  parts: CompileParts,
): Omit<Draft, 'path' | 'children'> {
  const around = parts.source.around(source);
  const ofSource = (placed?: PlacedText) => placed && bindRuleCondition(placed, source, around, parts);
  const searchSpec = ofSource(declaration.searchSpec);
  const precondition = ofSource(declaration.precondition);
  const postcondition =
    declaration.postcondition &&
    bindRuleCondition(declaration.postcondition, target, parts.target.within(target), parts);
  return {
    source,
    target,
    keepsNesting: nests(source) && nests(target),
    ...(searchSpec && { searchSpec }),
    ...(precondition && { precondition }),
    ...(postcondition && { postcondition }),
    fields: compileFields(declaration, source, target, parts),
  };
}

function compileFields(
  { fields }: ComponentMapDeclaration,
  source: Component,
  target: Component,
  parts: CompileParts,
): readonly FieldMap[] {
  const taken = new Set<FieldMap['field']>();
  return fields.flatMap((declaration) => {
    const compiled = compileFieldMap(declaration, source, target, parts);
    if (compiled === undefined) return [];
    if (taken.has(compiled.field))
      parts.problems.add(declaration.field.at, `there is a rule for '${declaration.field.text}' already`);
    taken.add(compiled.field);
    return [compiled];
  });
}
