/** The gate is full: more work is waiting than it lets wait. */
export class GateFull extends Error {
  override readonly name = 'GateFull';
}

/** Lets only so much work run at once, so much wait in turn, and refuses the rest. */
export class WorkGate {
  readonly #atOnce: number;
  readonly #mayWait: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(limits: { atOnce: number; waiting: number }) {
    this.#atOnce = limits.atOnce;
    this.#mayWait = limits.waiting;
  }

  /**
   * Runs `work` when its turn has come.
   * @throws GateFull at once, when too much is waiting already
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < this.#atOnce) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= this.#mayWait) throw new GateFull('too much is waiting already');
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Hands its place to the next in line, so that nobody can slip in between. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running -= 1;
  }
}
