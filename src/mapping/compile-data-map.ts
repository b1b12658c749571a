import { CutError } from '../errors/cut-error.ts';
import type { DataMapDeclaration, ShapeDeclaration } from '../model/data-map.ts';
import type { Model } from '../model/model.ts';
import type { Problems } from '../model/reading/problems.ts';
import { compileComponentMaps } from './compile-component-maps.ts';
import type { DataMap } from './compiled-map.ts';
import { readExternalObject } from './external/read-external-object.ts';
import { XsdProblem } from './external/xsd-document.ts';
import { ObjectTree } from './object-tree.ts';

/** What expressions can look up: checked beforehand where they name it. */
export type Lists = Pick<Model, 'valueLists' | 'valueMaps'>;

/** Undefined when one of its shapes cannot be read. @param problems gets everything that is wrong with it */
export function compileDataMap(declaration: DataMapDeclaration, lists: Lists, problems: Problems): DataMap | undefined {
  const source = treeOf(declaration.source, problems);
  const target = treeOf(declaration.target, problems);
  if (source === undefined || target === undefined) return undefined;
  const argumentNames = new Set(declaration.arguments.map(({ name }) => name));
  const tops = compileComponentMaps(declaration.components, { source, target, argumentNames, lists, problems });
  return { name: declaration.name, source, target, arguments: declaration.arguments, tops };
}

function treeOf(shape: ShapeDeclaration, problems: Problems): ObjectTree | undefined {
  if (shape.kind === 'integration-object') return new ObjectTree(shape.object);
  const { file, schema, element, at } = shape;
  try {
    const external = readExternalObject(file, schema, element);
    return new ObjectTree(external.object, external);
  } catch (error) {
    if (!(error instanceof XsdProblem || error instanceof CutError)) throw error;
    problems.add(at, `external/${file} cannot be used: ${error.message}`);
    return undefined;
  }
}
