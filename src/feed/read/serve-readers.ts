import type { MessagePort } from 'node:worker_threads';
import type { MessageDecoder } from '../../xml/message-decoder.ts';
import { readChunk } from '../run/chunk.ts';
import { Preparer } from '../run/prepared-object.ts';
import { FeedSplitter } from '../split/feed-splitter.ts';
import type { KnownElements } from '../split/known-elements.ts';
import { SpoolFile } from '../spool/spool-file.ts';
import { buffersOf, ChunkPacker } from './chunk-packer.ts';
import type { PackedChunk } from './packed-chunk.ts';
import type { ReadingNews, ReadingOrder, ReadRequest } from './reading-messages.ts';

export interface ServeParts {
  readonly decoder: Pick<MessageDecoder, 'decodeDocument'>;
  readonly known: KnownElements;
  /** Most bytes of an object. */
  readonly objectLimit: number;
}

/** Reads feeds for another thread, which says through `port` when it wants one more chunk. */
export function serveReaders(port: Pick<MessagePort, 'on' | 'postMessage'>, parts: ServeParts): void {
  const open = new Map<number, OpenFeed>();
  const tell = (news: ReadingNews, transfer: readonly ArrayBuffer[] = []): void =>
    port.postMessage(news, [...transfer]);
  port.on('message', (order: ReadingOrder) => {
    const { reader } = order;
    try {
      if (order.kind === 'open') open.set(reader, new OpenFeed(order, parts));
      else if (order.kind === 'next') {
        const chunk = open.get(reader)?.next();
        if (chunk !== undefined) tell({ kind: 'chunk', reader, chunk }, buffersOf(chunk));
      } else {
        open.get(reader)?.[Symbol.dispose]();
        open.delete(reader);
      }
    } catch (error) {
      tell({ kind: 'failed', reader, error });
    }
  });
  tell({ kind: 'ready' });
}

class OpenFeed implements Disposable {
  readonly #file: SpoolFile;
  readonly #splitter: FeedSplitter;
  readonly #preparer: Preparer;
  readonly #limits: ReadRequest['limits'];
  #hasEnded = false;

  constructor({ path, state, expected: name, limits }: ReadRequest, { known, decoder, objectLimit }: ServeParts) {
    const expected = name === undefined ? undefined : known.byName.get(name);
    this.#file = new SpoolFile(path);
    this.#splitter = new FeedSplitter({ file: this.#file, known, ...(expected && { expected }) }, state);
    this.#preparer = new Preparer({ decoder, known, expected, objectLimit });
    this.#limits = limits;
  }

  /** Nothing behind the last chunk. */
  next(): PackedChunk | undefined {
    if (this.#hasEnded) return undefined;
    const packer = new ChunkPacker();
    const end = readChunk(this.#splitter, this.#preparer, this.#limits, (object) => packer.add(object));
    this.#hasEnded = end.isLast;
    return packer.packed(end);
  }

  [Symbol.dispose](): void {
    this.#file[Symbol.dispose]();
  }
}
