import type { Find, Reader, Row } from '../store/store.ts';

type Answer = (rows: readonly Row[]) => void;

/** Finds that are asked together, with what their rows are for. */
export class Questions {
  #finds: Find[] = [];
  #answers: Answer[] = [];

  add(find: Find, answer: Answer): void {
    this.#finds.push(find);
    this.#answers.push(answer);
  }

  get isEmpty(): boolean {
    return this.#finds.length === 0;
  }

  /** Asks all that was added since the last time, in one go. */
  async ask(reader: Reader): Promise<void> {
    if (this.#finds.length === 0) return;
    const finds = this.#finds;
    const answers = this.#answers;
    this.#finds = [];
    this.#answers = [];
    const found = await reader.find(finds);
    for (const [index, answer] of answers.entries()) answer(found[index] ?? []);
  }
}
