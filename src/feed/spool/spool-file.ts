import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/**
 * A feed as it lies on this machine's disk, in UTF-8. It is read synchronously: a block that the operating system has in memory takes less time
 * than a turn of the event loop.
 */
export class SpoolFile implements Disposable {
  readonly #descriptor: number;
  /** Bytes. */
  readonly size: number;

  constructor(path: string) {
    this.#descriptor = openSync(path, 'r');
    this.size = fstatSync(this.#descriptor).size;
  }

  /** Fills `target` from `offset` on, as far as the file goes. @returns how many bytes there were */
  read(target: Buffer, offset: number): number {
    let length = 0;
    while (length < target.length) {
      const count = readSync(this.#descriptor, target, length, target.length - length, offset + length);
      if (count === 0) break;
      length += count;
    }
    return length;
  }

  bytes(offset: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    return bytes.subarray(0, this.read(bytes, offset));
  }

  [Symbol.dispose](): void {
    closeSync(this.#descriptor);
  }
}
