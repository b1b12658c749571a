import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { describeProblem, ModelError } from '../../src/model/model-error.ts';

export const VALID = join(import.meta.dirname, '..', 'fixtures', 'mappings', 'valid');

/** A mistake: in this file of a valid set of mappings, this text becomes that one. */
export interface Mistake {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A mistake and all that is said about it, as `file:line:column: message`. */
export interface MistakeCase extends Mistake {
  readonly what: string;
  readonly problems: readonly string[];
}

/** What `read` says about a copy of the valid mappings with this mistake in it. */
export function problemsOf(mistake: Mistake, read: (directory: string) => unknown): string[] {
  const directory = mkdtempSync(join(tmpdir(), 'mappings-'));
  try {
    cpSync(VALID, directory, { recursive: true });
    const file = join(directory, mistake.file);
    const text = readFileSync(file, 'utf8');
    if (!text.includes(mistake.from)) throw new RangeError(`${mistake.file} does not hold: ${mistake.from}`);
    writeFileSync(
      file,
      text.replace(mistake.from, () => mistake.to),
    );
    return problemsIn(directory, read);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The same for a directory as it is; file names are relative to it. */
export function problemsIn(directory: string, read: (directory: string) => unknown): string[] {
  try {
    read(directory);
    return [];
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return error.problems.map((problem) =>
      describeProblem({ ...problem, file: problem.file.slice(directory.length + 1).replaceAll(sep, '/') }),
    );
  }
}
