import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isMap, isScalar, LineCounter, type Pair, parseDocument } from 'yaml';
import { OptionsError } from './options-error.ts';

/** The options that a file sets: text of each value and where it stands. */
export interface ConfigFile {
  /** Absolute path. */
  readonly path: string;
  /** Relative paths in it start from here. */
  readonly directory: string;
  /** By key as written. */
  readonly entries: ReadonlyMap<string, { readonly text: string; readonly line: number }>;
}

/**
 * Reads a YAML file of options: a mapping of option names to plain values. Whether the names exist is `readOptions`'s to say.
 * @throws OptionsError when the file cannot be read or is not such a mapping
 */
export function loadConfigFile(path: string): ConfigFile {
  const lines = new LineCounter();
  const document = parseDocument(read(path), { lineCounter: lines, version: '1.2', uniqueKeys: true });
  const problems = document.errors.map(
    (error) => `${path}:${error.linePos?.[0].line ?? 1}: ${firstLine(error.message)}`,
  );
  const entries = new Map<string, { text: string; line: number }>();
  const lineOf = (node: { range?: readonly number[] | null | undefined }): number =>
    lines.linePos(node.range?.[0] ?? 0).line;

  if (isMap(document.contents)) {
    for (const pair of document.contents.items as readonly Pair[]) {
      const { key, value } = pair;
      if (!isScalar(key)) continue;
      const line = lineOf(key);
      if (isScalar(value) && value.value !== null)
        entries.set(String(key.value), { text: value.source ?? String(value.value), line });
      else problems.push(`${path}:${line}: ${String(key.value)} must be one value`);
    }
  } else if (document.contents !== null && document.errors.length === 0) {
    problems.push(`${path}:1: must hold options as "name: value"`);
  }
  if (problems.length > 0) throw new OptionsError(problems);
  return { path, directory: dirname(path), entries };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new OptionsError([`${path}: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

function firstLine(message: string): string {
  return message.split(/ at line |\n/)[0] ?? message;
}
