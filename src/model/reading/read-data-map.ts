import { suggestion } from '../../errors/near-names.ts';
import type { ComponentMapDeclaration, DataMapDeclaration, MapArgument, ShapeDeclaration } from '../data-map.ts';
import type { IntegrationObject } from '../model.ts';
import type { PlacedText } from '../placed-text.ts';
import type { ComponentMapEntry, DataMapFile, MapArgumentEntry, ShapeEntry } from './mapping-files.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';
import type { MappingFile } from './read-file.ts';

interface DataMapParts {
  readonly integrationObjects: ReadonlyMap<string, IntegrationObject>;
  /** Folder of the XSDs. */
  readonly schemas: string;
  readonly problems: Problems;
}

/** A file of `maps/`. */
export function readDataMap(
  { content, place }: MappingFile<DataMapFile>,
  parts: DataMapParts,
): DataMapDeclaration | undefined {
  const source = readShape(content.source, place.at('source'), parts);
  const target = readShape(content.target, place.at('target'), parts);
  if (source === undefined || target === undefined) return undefined;
  return {
    name: content.map,
    at: place.at('map').position,
    source,
    target,
    arguments: readArguments(content.arguments ?? [], place.at('arguments'), parts.problems),
    components: content.components.map((entry, index) => readComponentMap(entry, place.at('components', index))),
  };
}

function readShape(
  entry: string | ShapeEntry,
  place: Place,
  { integrationObjects, schemas, problems }: DataMapParts,
): ShapeDeclaration | undefined {
  if (typeof entry === 'string') {
    const object = integrationObjects.get(entry);
    if (object !== undefined) return { kind: 'integration-object', object };
    const hint = suggestion(entry, integrationObjects.keys());
    problems.add(place, `there is no integration object '${entry}'${hint}`);
    return undefined;
  }
  return { kind: 'external', folder: schemas, file: entry.xsd, element: entry.element, at: place.position };
}

function readArguments(entries: readonly MapArgumentEntry[], place: Place, problems: Problems): readonly MapArgument[] {
  const names = new Set<string>();
  return entries.map(({ argument: name, default: preset }, index) => {
    if (names.has(name)) problems.add(place.at(index, 'argument'), `there is an argument '${name}' already`);
    names.add(name);
    return { name, ...(preset !== undefined && { default: preset }) };
  });
}

const CONDITIONS = ['searchSpec', 'precondition', 'postcondition'] as const;

function readComponentMap(entry: ComponentMapEntry, place: Place): ComponentMapDeclaration {
  const placed = (text: string, here: Place): PlacedText => ({ text, at: here.position });
  const conditions = CONDITIONS.flatMap((key) => {
    const text = entry[key];
    return text === undefined ? [] : [[key, placed(text, place.at(key))] as const];
  });
  return {
    source: placed(entry.source, place.at('source')),
    target: placed(entry.target, place.at('target')),
    ...Object.fromEntries(conditions),
    fields: (entry.fields ?? []).map(({ field, value }, index) => ({
      field: placed(field, place.at('fields', index, 'field')),
      value: placed(value, place.at('fields', index, 'value')),
    })),
  };
}
