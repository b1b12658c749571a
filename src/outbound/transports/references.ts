import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Reference } from '../../model/partner.ts';

/** Where the values are that `partners.yaml` only names. */
export interface ReferenceSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What relative paths start from. */
  readonly directory: string;
}

/** What is missing of all that an entry of a mapping file refers to, at whatever depth, once each. */
export function missingReferences(entry: unknown, sources: ReferenceSources): readonly string[] {
  if (typeof entry !== 'object' || entry === null) return [];
  if (!isReference(entry))
    return [...new Set(Object.values(entry).flatMap((each) => missingReferences(each, sources)))];
  try {
    resolveReference(entry, sources);
    return [];
  } catch (error) {
    if (error instanceof UnresolvedReference) return [error.message];
    throw error;
  }
}

function isReference(entry: object): entry is Reference {
  return ('env' in entry && typeof entry.env === 'string') || ('file' in entry && typeof entry.file === 'string');
}

/** Something that a partner needs is not where `partners.yaml` says. */
export class UnresolvedReference extends Error {
  override readonly name = 'UnresolvedReference';
}

/**
 * The value that is meant; of a file all that is in it, without line ends at its end.
 * @throws UnresolvedReference
 */
export function resolveReference(reference: string | Reference, { environment, directory }: ReferenceSources): string {
  if (typeof reference === 'string') return reference;
  if ('env' in reference) {
    const value = environment[reference.env];
    if (value === undefined || value === '')
      throw new UnresolvedReference(`the environment variable ${reference.env} is not set`);
    return value;
  }
  try {
    return readFileSync(resolve(directory, reference.file), 'utf8').replace(/[\r\n]+$/, '');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UnresolvedReference(`the file ${reference.file} cannot be read (${reason})`);
  }
}
