import { Writable } from 'node:stream';

const MOST_PENDING = 16 * 1024 * 1024;

/**
 * Lines on their way to `target`: those of one turn of the event loop go out in one write. When the reader of `target` is so slow that too much is
 * pending, lines are dropped and counted; when it is gone, all are.
 */
export class BatchedOutput extends Writable {
  readonly #target: NodeJS.WritableStream;
  #pending: string[] = [];
  #pendingLength = 0;
  #dropped = 0;
  #scheduled = false;
  #gone = false;

  constructor(target: NodeJS.WritableStream) {
    super({ decodeStrings: false });
    this.#target = target;
    target.on('error', () => {
      this.#gone = true;
    });
  }

  override _write(line: string | Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (this.#pendingLength > MOST_PENDING) this.#dropped++;
    else this.#push(String(line));
    if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => this.#flush());
    }
    done();
  }

  override _final(done: () => void): void {
    this.#flush();
    if (this.#gone) done();
    else this.#target.write('', () => done());
  }

  #push(line: string): void {
    this.#pending.push(line);
    this.#pendingLength += line.length;
  }

  #flush(): void {
    this.#scheduled = false;
    if (this.#pending.length === 0) return;
    const text = this.#pending.join('');
    this.#pending = [];
    if (this.#gone) {
      this.#pendingLength = 0;
      return;
    }
    this.#target.write(text, () => {
      this.#pendingLength -= text.length;
      if (this.#dropped > 0) {
        this.#push(`${this.#dropped} log lines dropped: the reader of the log is too slow\n`);
        this.#dropped = 0;
      }
    });
  }
}
