import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DataMapDeclaration } from './data-map.ts';
import type { Model } from './model.ts';
import { deepFreeze } from './reading/deep-freeze.ts';
import { Problems } from './reading/problems.ts';
import { readDataMap } from './reading/read-data-map.ts';
import { readMappingFile } from './reading/read-file.ts';

/**
 * Reads `maps/*.yaml` of a mappings directory, in the order of the file names; none when there is no such folder.
 * @throws ModelError with everything that is wrong
 */
export function loadDataMaps(
  directory: string,
  { integrationObjects }: Pick<Model, 'integrationObjects'>,
): readonly DataMapDeclaration[] {
  const problems = new Problems();
  const names = new Set<string>();
  const maps = mapFiles(directory).flatMap((path) => {
    const file = readMappingFile('data-map', path, problems);
    if (file === undefined) return [];
    const { map: name } = file.content;
    if (names.has(name)) problems.add(file.place.at('map'), `there is a map '${name}' already`);
    names.add(name);
    return readDataMap(file, { integrationObjects, schemas: join(directory, 'external'), problems }) ?? [];
  });
  problems.throwIfAny();
  return deepFreeze(maps);
}

function mapFiles(directory: string): readonly string[] {
  const folder = join(directory, 'maps');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => join(folder, name));
}
