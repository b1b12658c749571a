import { isUtf8 } from 'node:buffer';
import { CutError } from '../../errors/cut-error.ts';
import type { Instance } from '../../model/instance.ts';
import type { IntegrationObject } from '../../model/model.ts';
import type { MessageDecoder } from '../../xml/message-decoder.ts';
import type { Receiver, ReceivingProcesses } from '../receiving-processes.ts';
import type { FeedObject } from '../split/feed-splitter.ts';
import type { SpoolFile } from '../spool/spool-file.ts';

/** An object of a feed, decoded and validated, or why that is not possible. */
export type PreparedObject =
  | { readonly object: FeedObject; readonly root: Instance; readonly receiver: Receiver; readonly error?: never }
  | { readonly object: FeedObject; readonly error: CutError };

export interface PreparerParts {
  readonly file: SpoolFile;
  readonly decoder: Pick<MessageDecoder, 'decodeDocument'>;
  readonly receivers: ReceivingProcesses;
  /** The process that was asked for. */
  readonly chosen: Receiver | undefined;
  /** Most bytes of an object. */
  readonly objectLimit: number;
}

/** Reads the objects that a splitter has found. */
export class Preparer {
  readonly #parts: PreparerParts;
  readonly #receivers = new Map<IntegrationObject, Receiver>();

  constructor(parts: PreparerParts) {
    this.#parts = parts;
  }

  prepare(object: FeedObject): PreparedObject {
    try {
      return { object, ...this.#read(object) };
    } catch (error) {
      if (error instanceof CutError) return { object, error };
      throw error;
    }
  }

  #read(object: FeedObject): { readonly root: Instance; readonly receiver: Receiver } {
    const { decoder, objectLimit } = this.#parts;
    const { place, length, line } = object;
    if (length > objectLimit) {
      throw new CutError('FEED_OBJECT_TOO_LARGE', { size: length, limit: objectLimit }, { location: { line } });
    }
    const text = this.#text(object);
    const receiver = this.#receiverOf(place.object, text, line);
    const { roots } = decoder.decodeDocument(
      place.before + text + place.after,
      receiver.process.integrationObject,
      line,
    );
    const [root] = roots;
    if (root === undefined) throw new RangeError('an object was decoded to nothing');
    return { root, receiver };
  }

  #text({ offset, length, line }: FeedObject): string {
    const bytes = this.#parts.file.bytes(offset, length);
    if (isUtf8(bytes)) return bytes.toString('utf8');
    const parameters = { encoding: 'UTF-8', problem: 'it has bytes that do not occur in this encoding' };
    throw new CutError('WRONG_ENCODING', parameters, { location: { line: line + invalidLine(bytes) } });
  }

  #receiverOf(object: IntegrationObject | undefined, text: string, line: number): Receiver {
    const { chosen, receivers } = this.#parts;
    const expected = chosen?.process.integrationObject;
    if (object === undefined || (expected !== undefined && object !== expected)) {
      const found = object?.tag ?? /^<([^\s/>]+)/.exec(text)?.[1] ?? '';
      const parameters = {
        expected: expected?.tag ?? 'an integration object of this service',
        found: found.slice(0, 100),
      };
      throw new CutError('WRONG_INTEGRATION_OBJECT', parameters, { location: { line } });
    }
    if (chosen !== undefined) return chosen;
    const known = this.#receivers.get(object) ?? receivers.of(object);
    this.#receivers.set(object, known);
    return known;
  }
}

/** Line feeds before the first line that is not UTF-8. */
function invalidLine(bytes: Buffer): number {
  let line = 0;
  for (let start = 0; start < bytes.length; line += 1) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end;
  }
  return line;
}
