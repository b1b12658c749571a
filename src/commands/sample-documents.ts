import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CutError } from '../errors/cut-error.ts';
import type { InstanceList } from '../model/instance.ts';
import { decodeText } from '../xml/decode-text.ts';
import type { MessageDecoder } from '../xml/message-decoder.ts';
import { Refusal } from './refusal.ts';

/**
 * The sample records of a mappings directory (`samples/*.xml`), in the order of their loading.
 * @throws Refusal naming the file that is wrong, and why
 */
export function readSampleDocuments(mappings: string, decoder: MessageDecoder): InstanceList[] {
  const directory = join(mappings, 'samples');
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((file) => file.endsWith('.xml'))
    .sort()
    .map((file) => readDocument(join(directory, file), decoder));
}

function readDocument(path: string, decoder: MessageDecoder): InstanceList {
  try {
    return decoder.decodeDocument(decodeText(readFileSync(path)));
  } catch (error) {
    if (!(error instanceof CutError)) throw error;
    const problems = error.all.map(({ location, message }) => `${path}:${location.line ?? 1}: ${message}`);
    throw new Refusal(problems.join('\n'), { cause: error });
  }
}
