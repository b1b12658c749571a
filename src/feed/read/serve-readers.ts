import type { MessagePort } from 'node:worker_threads';
import { ValidatorMissing } from '../../xml/late-validator.ts';
import type { MessageDecoder } from '../../xml/message-decoder.ts';
import { readChunk } from '../run/chunk.ts';
import { Preparer } from '../run/prepared-object.ts';
import { FeedSplitter, type SplitState } from '../split/feed-splitter.ts';
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
  const close = (reader: number): void => {
    open.get(reader)?.[Symbol.dispose]();
    open.delete(reader);
  };
  const obey = async (order: ReadingOrder): Promise<void> => {
    const { reader } = order;
    try {
      if (order.kind === 'open') open.set(reader, new OpenFeed(order, parts));
      else if (order.kind === 'next') {
        const chunk = await open.get(reader)?.next();
        if (chunk !== undefined) tell({ kind: 'chunk', reader, chunk }, buffersOf(chunk));
      } else close(reader);
    } catch (error) {
      // It stands somewhere in a chunk: what it would read next has a gap before it.
      close(reader);
      tell({ kind: 'failed', reader, error });
    }
  };
  let last = Promise.resolve();
  port.on('message', (order: ReadingOrder) => {
    last = last.then(() => obey(order));
  });
  tell({ kind: 'ready' });
}

class OpenFeed implements Disposable {
  readonly #file: SpoolFile;
  readonly #open: (state: SplitState) => FeedSplitter;
  #splitter: FeedSplitter;
  readonly #preparer: Preparer;
  readonly #limits: ReadRequest['limits'];
  #hasEnded = false;

  constructor({ path, state, expected: name, limits }: ReadRequest, { known, decoder, objectLimit }: ServeParts) {
    const expected = name === undefined ? undefined : known.byName.get(name);
    this.#file = new SpoolFile(path);
    const feed = { file: this.#file, known, ...(expected && { expected }) };
    this.#open = (from) => new FeedSplitter(feed, from);
    this.#splitter = this.#open(state);
    this.#preparer = new Preparer({ decoder, known, expected, objectLimit });
    this.#limits = limits;
  }

  /** Nothing behind the last chunk. */
  async next(): Promise<PackedChunk | undefined> {
    if (this.#hasEnded) return undefined;
    const { state } = this.#splitter;
    try {
      return this.#read();
    } catch (error) {
      if (!(error instanceof ValidatorMissing)) throw error;
      await error.load();
      this.#splitter = this.#open(state);
      return this.#read();
    }
  }

  #read(): PackedChunk {
    const packer = new ChunkPacker();
    const end = readChunk(this.#splitter, this.#preparer, this.#limits, (object) => packer.add(object));
    this.#hasEnded = end.isLast;
    return packer.packed(end);
  }

  [Symbol.dispose](): void {
    this.#file[Symbol.dispose]();
  }
}
