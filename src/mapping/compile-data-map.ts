import { CutError } from '../errors/cut-error.ts';
import type { DataMapDeclaration, ShapeDeclaration } from '../model/data-map.ts';
import type { Model } from '../model/model.ts';
import type { Problems } from '../model/reading/problems.ts';
import { SchemaRefused } from '../xml/schema-validator.ts';
import { compileComponentMaps } from './compile-component-maps.ts';
import type { DataMap } from './compiled-map.ts';
import type { PartnerSchemas } from './external/partner-schemas.ts';
import { XsdProblem } from './external/xsd-files.ts';
import { ObjectTree } from './object-tree.ts';

/** What expressions can look up: checked beforehand where they name it. */
export type Lists = Pick<Model, 'valueLists' | 'valueMaps'>;

/** Undefined when one of its shapes cannot be read. @param problems gets everything that is wrong with it */
export function compileDataMap(
  declaration: DataMapDeclaration,
  lists: Lists,
  schemas: PartnerSchemas,
  problems: Problems,
): DataMap | undefined {
  const source = treeOf(declaration.source, schemas, problems);
  const target = treeOf(declaration.target, schemas, problems);
  if (source === undefined || target === undefined) return undefined;
  const argumentNames = new Set(declaration.arguments.map(({ name }) => name));
  const tops = compileComponentMaps(declaration.components, { source, target, argumentNames, lists, problems });
  const { name, at } = declaration;
  return { name, at, source, target, arguments: declaration.arguments, tops };
}

function treeOf(shape: ShapeDeclaration, schemas: PartnerSchemas, problems: Problems): ObjectTree | undefined {
  if (shape.kind === 'integration-object') return new ObjectTree(shape.object);
  try {
    const external = schemas.read(shape);
    return new ObjectTree(external.object, external);
  } catch (error) {
    problems.add(shape.at, `external/${shape.file} cannot be used: ${describe(error)}`);
    return undefined;
  }
}

/** @throws `error`, when it is no mistake in an XSD */
function describe(error: unknown): string {
  if (error instanceof SchemaRefused) return error.problem;
  if (error instanceof XsdProblem || error instanceof CutError) return error.message;
  throw error;
}
