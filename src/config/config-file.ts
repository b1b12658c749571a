import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { OptionsError } from './options-error.ts';

/** The options that a file sets: text of each value and where it stands. */
export interface ConfigFile {
  /** Absolute path. */
  readonly path: string;
  /** Relative paths in it start from here. */
  readonly directory: string;
  /** By key as written; without a text those that are not one plain value. */
  readonly entries: ReadonlyMap<string, { readonly text?: string; readonly line: number }>;
  /** What is wrong with the file itself, each with its place. */
  readonly problems: readonly string[];
}

/**
 * Reads a YAML file of options: a mapping of option names to plain values. Whether the names exist is `readOptions`'s to say.
 * @throws OptionsError when the file cannot be read or is not YAML
 */
export function loadConfigFile(path: string): ConfigFile {
  const lines = new LineCounter();
  const document = parseDocument(read(path), { lineCounter: lines });
  const place = (offset: number): string => `${path}:${lines.linePos(offset).line}`;
  const problems = document.errors.map(({ pos, message }) => `${place(pos[0])}: ${withoutExcerpt(message)}`);
  if (document.errors.some(({ code }) => code !== 'DUPLICATE_KEY')) throw new OptionsError(problems);
  const entries = new Map<string, { text?: string; line: number }>();

  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || !key.range) return visit.SKIP;
      const [offset] = key.range;
      const { line } = lines.linePos(offset);
      const plain = isScalar(value) && value.value !== null;
      entries.set(String(key.value), plain ? { text: String(value.source), line } : { line });
      if (!plain) problems.push(`${place(offset)}: ${String(key.value)} must be one value`);
      return visit.SKIP;
    },
  });
  if (document.contents !== null && !isMap(document.contents))
    problems.push(`${path}:1: must hold options as "name: value"`);
  return { path, directory: dirname(path), entries, problems };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new OptionsError([`${path}: ${(error as Error).message}`]);
  }
}

/** The parser's messages end in the place and a copy of the line, which may hold a secret. */
function withoutExcerpt(message: string): string {
  return message.replace(/( at line |\n).*/s, '');
}
