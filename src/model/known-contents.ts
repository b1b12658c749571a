import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentKey } from './reading/known-contents.ts';
import { Problems } from './reading/problems.ts';
import { type MappingFileKind, schemaText } from './reading/read-file.ts';
import { Source } from './reading/source.ts';

/** Folders of a mappings directory, and what kind of files they hold; a file in the directory itself is named after its kind. */
const FOLDERS: readonly (readonly [folder: string, kind: MappingFileKind])[] = [
  ['integration-objects', 'integration-object'],
  ['maps', 'data-map'],
];
const FILES: readonly MappingFileKind[] = ['tables', 'value-lists', 'workflows', 'partners', 'policies', 'seed'];

/**
 * Text of `known-contents.json` for a mappings directory without mistakes: the content of each of its files, one in a line.
 * @throws ModelError when a file is not YAML
 */
export function knownContents(directory: string): string {
  const problems = new Problems();
  const lines = filesOf(directory).flatMap(([kind, file]) => {
    const text = readFileSync(file, 'utf8');
    const source = Source.parse(file, text, problems);
    const key = contentKey(schemaText(kind), text);
    return source === undefined ? [] : `${JSON.stringify(key)}: ${JSON.stringify(source.value)}`;
  });
  problems.throwIfAny();
  return `{\n${lines.join(',\n')}\n}\n`;
}

function filesOf(directory: string): readonly (readonly [MappingFileKind, string])[] {
  return [
    ...FILES.map((kind) => [kind, join(directory, `${kind}.yaml`)] as const),
    ...FOLDERS.flatMap(([folder, kind]) =>
      readdirSync(join(directory, folder))
        .sort()
        .map((name) => [kind, join(directory, folder, name)] as const),
    ),
  ];
}
