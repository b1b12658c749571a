import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Generated; content by key. */
const FILE = new URL('../../../mappings/known-contents.json', import.meta.url);

let contents: Readonly<Record<string, unknown>> | undefined;

/**
 * The content of a mapping file that had no mistakes when `cut-adapter generate` read it. YAML and its check against a schema take half of a
 * start; a file that has not changed since needs neither. It is known by its text, wherever it lies.
 * @returns undefined when it is not known
 */
export function knownContent(schema: string, text: string): unknown {
  contents ??= readKnownContents(FILE);
  return contents[contentKey(schema, text)];
}

/** Without the file, or with one that a merge has left broken, nothing is known: mapping files are read, and `generate` writes it anew. */
export function readKnownContents(file: URL): Readonly<Record<string, unknown>> {
  try {
    return { ...(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown> | null) };
  } catch {
    return {};
  }
}

/**
 * @param schema text of the JSON Schema that the file was checked against: with another one it has to be checked again
 */
export function contentKey(schema: string, text: string): string {
  return createHash('sha256').update(schema).update('\0').update(text).digest('base64url');
}
