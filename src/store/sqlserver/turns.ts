import { StoreBusy } from '../store.ts';

/** Most works that wait for their turn. */
const QUEUE_LIMIT = 10_000;

/** Lets so many works at a time have a connection; the others wait, first come, first served. */
export class Turns {
  readonly #waitLimit: number;
  readonly #waiting: Waiter[] = [];
  #free: number;

  /** @param waitLimit milliseconds */
  constructor(size: number, waitLimit: number) {
    this.#free = size;
    this.#waitLimit = waitLimit;
  }

  /**
   * Resolves when it is the caller's turn, which it gives back at its end.
   * @param isAgain it has had its turn before, and does not stand at the end again
   * @throws StoreBusy when too many wait already, or its turn does not come in time
   */
  async take(isAgain: boolean): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    if (this.#waiting.length >= QUEUE_LIMIT) throw new StoreBusy('too many works wait for the database');
    await this.#wait(isAgain);
  }

  /** A turn goes straight to who waits for it, so that nobody who comes in between has it. */
  giveBack(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next.start();
  }

  #wait(isFirst: boolean): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
      reject(new StoreBusy('no connection to the database was free in time'));
    }, this.#waitLimit);
    const waiter: Waiter = {
      start() {
        clearTimeout(timer);
        resolve();
      },
    };
    if (isFirst) this.#waiting.unshift(waiter);
    else this.#waiting.push(waiter);
    return promise;
  }
}

interface Waiter {
  start(): void;
}
