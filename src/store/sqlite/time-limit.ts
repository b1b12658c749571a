import { WorkTookTooLong } from '../store.ts';

/** Gives up work that takes too long. One timer serves all works, one after the other: there are tens of thousands a second. */
export class TimeLimit {
  readonly #limit: number;
  #timer: NodeJS.Timeout | undefined;
  #giveUp: ((error: Error) => void) | undefined;

  /** @param limit milliseconds */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * What `work` resolves to. The last work must have ended.
   * @throws WorkTookTooLong; `work` goes on unheard
   */
  run<T>(work: Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.#giveUp = reject;
    this.#timer = this.#timer?.refresh() ?? setTimeout(() => this.#expire(), this.#limit).unref();
    work.then(resolve, reject);
    return promise;
  }

  #expire(): void {
    this.#giveUp?.(new WorkTookTooLong(this.#limit));
  }
}
