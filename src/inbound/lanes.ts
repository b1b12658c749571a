/** Works of one lane run one after the other, those of different lanes at the same time. */
export class Lanes {
  readonly #ends = new Map<string, Promise<void>>();

  /** @param work does not reject */
  run(lane: string, work: () => Promise<void>): void {
    const end = (this.#ends.get(lane) ?? Promise.resolve()).then(work).finally(() => {
      if (this.#ends.get(lane) === end) this.#ends.delete(lane);
    });
    this.#ends.set(lane, end);
  }

  /** Resolves when all works have ended that were begun before. */
  async idle(): Promise<void> {
    await Promise.all(this.#ends.values());
  }
}
