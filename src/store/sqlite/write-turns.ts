/** Places in the shared memory: the next ticket to be handed out, and the one whose turn it is. */
const NEXT = 0;
const SERVED = 1;
/** Milliseconds. */
const LONG = 2 ** 31 - 1;

/**
 * Turns to write among the threads that answer calls from the same database file: one after the other, in the order in which they asked. Without it SQLite lets
 * whoever happens to try at the right moment have the lock, and the others wait too long or in vain.
 *
 * Processes know nothing of each other's turns: between them SQLite's lock decides, as ever. So it does for the thread of feeds, which may crash and is started again: a turn
 * that it had taken with it would never end.
 */
export class WriteTurns {
  readonly #memory: Int32Array;

  /** @param memory from `shareWriteTurns`, the same for all threads; a thread that ends while it has the turn keeps it for ever */
  constructor(memory: Int32Array) {
    this.#memory = memory;
  }

  /**
   * Resolves when it is this thread's turn. It asks for one turn at a time.
   * @returns ends the turn; to be called once
   */
  async take(): Promise<() => void> {
    const memory = this.#memory;
    const ticket = Atomics.add(memory, NEXT, 1);
    if (this.#served() !== ticket) await this.#wait(ticket);
    return () => {
      Atomics.add(memory, SERVED, 1);
      Atomics.notify(memory, SERVED);
    };
  }

  async #wait(ticket: number): Promise<void> {
    // To wait for shared memory alone keeps no thread alive.
    const alive = setInterval(() => {}, LONG);
    try {
      for (let served = this.#served(); served !== ticket; served = this.#served())
        await Atomics.waitAsync(this.#memory, SERVED, served).value;
    } finally {
      clearInterval(alive);
    }
  }

  #served(): number {
    return Atomics.load(this.#memory, SERVED);
  }
}

/** Memory for the turns of one database file. */
export function shareWriteTurns(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
}
