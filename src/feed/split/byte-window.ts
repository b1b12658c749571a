import type { SpoolFile } from '../spool/spool-file.ts';

const CAPACITY = 512 * 1024;

/** Part of a file, held in memory, that goes forward over it. */
export class ByteWindow {
  readonly bytes = Buffer.allocUnsafe(CAPACITY);
  readonly #file: SpoolFile;
  /** Offset of `bytes[0]` in the file. */
  #start: number;
  /** Position in `bytes` of what comes next. */
  at = 0;
  /** Position in `bytes` behind the last byte that is there. */
  end = 0;
  /** Whether the file ends at `end`. */
  isLast = false;

  /** @param offset in the file, where to begin */
  constructor(file: SpoolFile, offset: number) {
    this.#file = file;
    this.#start = offset;
    this.fill();
  }

  /** Offset in the file of what comes next. */
  get offset(): number {
    return this.#start + this.at;
  }

  /** Lets go of what is before `at`, and reads on. */
  fill(): void {
    this.bytes.copyWithin(0, this.at, this.end);
    this.#start += this.at;
    this.end -= this.at;
    this.at = 0;
    this.end += this.#file.read(this.bytes.subarray(this.end), this.#start + this.end);
    this.isLast = this.#start + this.end >= this.#file.size;
  }

  /** Bytes of the file: those that are held until the next `fill`, or others. */
  of(offset: number, length: number): Buffer {
    const from = offset - this.#start;
    return from >= 0 && from + length <= this.end
      ? this.bytes.subarray(from, from + length)
      : this.#file.bytes(offset, length);
  }

  /** Has at least `count` bytes from `at` on, as far as the file has them. */
  hold(count: number): void {
    if (this.end - this.at < count && !this.isLast) this.fill();
  }
}
