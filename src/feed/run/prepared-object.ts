import { isUtf8 } from 'node:buffer';
import { CutError } from '../../errors/cut-error.ts';
import type { Instance } from '../../model/instance.ts';
import type { IntegrationObject } from '../../model/model.ts';
import type { MessageDecoder } from '../../xml/message-decoder.ts';
import { shorten } from '../../xml/shorten.ts';
import type { FeedObject } from '../split/feed-splitter.ts';
import type { KnownElements } from '../split/known-elements.ts';
import type { Place } from '../split/open-element.ts';
import { whyUnknown } from '../split/unknown-object.ts';

/** An object of a feed, decoded and validated, or why that is not possible. */
export type PreparedObject =
  | { readonly object: FeedObject; readonly root: Instance; readonly error?: never }
  | { readonly object: FeedObject; readonly root?: never; readonly error: CutError };

export interface PreparerParts {
  readonly decoder: Pick<MessageDecoder, 'decodeDocument'>;
  readonly known: KnownElements;
  /** Integration object of the process that was chosen. */
  readonly expected: IntegrationObject | undefined;
  /** Most bytes of an object. */
  readonly objectLimit: number;
}

/** The bytes of a feed. */
export interface FeedBytes {
  /** They may be overwritten by the next ones that are read. */
  bytes(offset: number, length: number): Buffer;
}

/** Of what seemed to be one object: `readChunk` counts on it. */
const SEVERAL = 'there are several objects where one is expected';

/** Reads the objects that a splitter has found. */
export class Preparer {
  readonly #parts: PreparerParts;

  constructor(parts: PreparerParts) {
    this.#parts = parts;
  }

  prepare(object: FeedObject, feed: FeedBytes): PreparedObject {
    try {
      return { object, root: this.#read(object, feed) };
    } catch (error) {
      if (error instanceof CutError) return { object, error };
      throw error;
    }
  }

  #read({ offset, length, line, place }: FeedObject, feed: FeedBytes): Instance {
    const { decoder, objectLimit } = this.#parts;
    if (length > objectLimit) {
      throw new CutError('FEED_OBJECT_TOO_LARGE', { size: length, limit: objectLimit }, { location: { line } });
    }
    const text = textOf(feed.bytes(offset, length), line);
    const { roots } = decoder.decodeDocument(place.before + text + place.after, this.#kindOf(place, text, line), line);
    const [root, second] = roots;
    if (root === undefined) throw new RangeError('an object was decoded to nothing');
    if (second !== undefined) throw new CutError('INVALID_MESSAGE', { problem: SEVERAL }, { location: { line } });
    return root;
  }

  #kindOf({ object, said = {} }: Place, text: string, line: number): IntegrationObject {
    const { expected, known } = this.#parts;
    if (object !== undefined && (expected === undefined || object === expected)) return object;
    const tag = /^<([^\s/>]+)/.exec(text)?.[1] ?? '';
    const parameters = {
      expected: expected === undefined ? 'an integration object of this service' : `'${expected.tag}'`,
      found: shorten(object?.tag ?? tag),
      hint: object === undefined ? whyUnknown(tag.slice(tag.indexOf(':') + 1), said, known) : '',
    };
    throw new CutError('WRONG_INTEGRATION_OBJECT', parameters, { location: { line } });
  }
}

function textOf(bytes: Buffer, line: number): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const parameters = { encoding: 'UTF-8', problem: 'it has bytes that do not occur in this encoding' };
  throw new CutError('WRONG_ENCODING', parameters, { location: { line: line + invalidLine(bytes) } });
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
