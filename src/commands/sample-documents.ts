import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CutError } from '../errors/cut-error.ts';
import type { InstanceList } from '../model/instance.ts';
import { decodeText } from '../xml/decode-text.ts';
import type { MessageDecoder } from '../xml/message-decoder.ts';
import { Refusal } from './refusal.ts';

/** A document of `samples/`. */
export interface SampleDocument {
  /** Path of its file. */
  readonly file: string;
  readonly list: InstanceList;
}

/**
 * Reads `samples/*.xml` of a mappings directory, in the order of the file names; none when there is no such folder.
 * @throws Refusal that names file and line of each mistake of a document
 */
export function readSampleDocuments(mappings: string, decoder: MessageDecoder): readonly SampleDocument[] {
  const folder = join(mappings, 'samples');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.xml'));
  return names.sort().map((name) => {
    const file = join(folder, name);
    return { file, list: inFile(file, () => decoder.decodeDocument(decodeText(readFileSync(file)))) };
  });
}

/**
 * The result of `work`, whose mistakes are those of a file.
 * @throws Refusal in place of a CutError
 */
export function inFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw refusalIn(file, error);
  }
}

/** The mistakes of a message as mistakes of the file that holds it; any other error as it is. */
export function refusalIn(file: string, error: unknown): unknown {
  if (!(error instanceof CutError)) return error;
  const lines = error.all.map(({ message, code, location }) => `${file}:${location.line ?? 1}: ${message} (${code})`);
  return new Refusal(lines.join('\n'), { cause: error });
}
