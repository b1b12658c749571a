import { unlessAborted } from '../../amqp/unless-aborted.ts';
import type { Answer } from '../delivery-failure.ts';
import { fileName } from './file-name.ts';
import type { DeliveryMessage, Transport } from './transport.ts';
import { removeLeftParts, writeWholeFile } from './whole-file.ts';

/**
 * Writes each message as a file of its own, whose name comes from the message id: a message delivered twice is one file.
 *
 * A file system that hangs cannot be interrupted, and each call that waits for it keeps one of the four threads that the whole process has for files, names of hosts and passwords. So only
 * {@link MOST_WRITES} files are written at a time, and {@link MOST_WRITES_OF_ALL} by all transports; who comes again with a message whose file is still being written gets what comes of that.
 */
export class FileTransport implements Transport {
  readonly #directory: string;
  readonly #name: string;
  readonly #write: typeof writeWholeFile;
  /** By name of the file. */
  readonly #writes = new Map<string, Promise<void>>();
  readonly #writesOfAll: Set<Promise<void>>;
  #isSwept = false;

  /**
   * @param name pattern of the file names, see `fileName`
   * @param writesOfAll what the transports of this process write
   */
  constructor(directory: string, name: string, write = writeWholeFile, writesOfAll = WRITES_OF_ALL) {
    this.#directory = directory;
    this.#name = name;
    this.#write = write;
    this.#writesOfAll = writesOfAll;
  }

  async deliver(message: DeliveryMessage, signal: AbortSignal): Promise<Answer> {
    const name = fileName(this.#name, message);
    while (!this.#writes.has(name) && this.#isFull())
      await unlessAborted(
        signal,
        Promise.race(this.#writes.size < MOST_WRITES ? this.#writesOfAll : this.#writes.values()).catch(() => {}),
      );
    await unlessAborted(signal, this.#writes.get(name) ?? this.#begin(name, message.payload));
    return {};
  }

  async close(): Promise<void> {}

  #isFull(): boolean {
    return this.#writes.size >= MOST_WRITES || this.#writesOfAll.size >= MOST_WRITES_OF_ALL;
  }

  #begin(name: string, payload: string): Promise<void> {
    const written = this.#sweep()
      .then(() => this.#write(this.#directory, name, payload))
      .finally(() => {
        this.#writes.delete(name);
        this.#writesOfAll.delete(written);
      });
    this.#writes.set(name, written);
    this.#writesOfAll.add(written);
    return written;
  }

  /** What is left there does no harm: it is no reason not to deliver. */
  async #sweep(): Promise<void> {
    if (this.#isSwept) return;
    this.#isSwept = true;
    await removeLeftParts(this.#directory).catch(() => {});
  }
}

/** Files that a transport writes at the same time. */
const MOST_WRITES = 2;

/** One thread of the four is left for others, whatever hangs. */
const MOST_WRITES_OF_ALL = 3;

const WRITES_OF_ALL = new Set<Promise<void>>();
