import { CutError } from '../../errors/cut-error.ts';

/** Elements inside an object, and itself. A decoder refuses far fewer; this only bounds the memory. */
const DEEPEST = 1024;
/** Bytes of a name that are kept, to say it. */
const LONGEST_NAME = 100;

/** What may come behind a name: white space, slash, greater-than. */
export const ENDS_NAME: Uint8Array = new Uint8Array(256);
for (const byte of Buffer.from('\t\n\r />')) ENDS_NAME[byte] = 1;

/**
 * The names of the elements that are open in an object. Compared is a hash of a name and its length, so that no name is copied. Some pairs of names
 * have the same one: there the decoder, which reads the object again, finds the mistake, and the object is rejected.
 */
export class OpenNames {
  readonly #hashes = new Int32Array(DEEPEST);
  readonly #lines = new Float64Array(DEEPEST);
  readonly #names = Buffer.alloc(DEEPEST * LONGEST_NAME);
  readonly #lengths = new Uint8Array(DEEPEST);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The one opened last. */
  get last(): { readonly name: string; readonly line: number } {
    const top = this.#size - 1;
    const start = top * LONGEST_NAME;
    const name = this.#names.toString('utf8', start, start + Number(this.#lengths[top]));
    return { name, line: Number(this.#lines[top]) };
  }

  clear(): void {
    this.#size = 0;
  }

  /** @throws CutError MESSAGE_TOO_DEEP */
  push(bytes: Uint8Array, start: number, line: number): void {
    const top = this.#size;
    if (top === DEEPEST) throw new CutError('MESSAGE_TOO_DEEP', { limit: DEEPEST }, { location: { line } });
    let hash = 0;
    let at = start;
    const names = this.#names;
    const first = top * LONGEST_NAME;
    for (let byte = Number(bytes[at]); ENDS_NAME[byte] !== 1; byte = Number(bytes[at])) {
      hash = (Math.imul(hash, 31) + byte) | 0;
      const position = at - start;
      if (position < LONGEST_NAME) names[first + position] = byte;
      at += 1;
    }
    this.#hashes[top] = hash ^ (at - start);
    this.#lines[top] = line;
    this.#lengths[top] = Math.min(at - start, LONGEST_NAME);
    this.#size = top + 1;
  }

  /** Takes the last name away when it is the one at `start`. @returns whether it is */
  pop(bytes: Uint8Array, start: number): boolean {
    let hash = 0;
    let at = start;
    for (let byte = Number(bytes[at]); ENDS_NAME[byte] !== 1; byte = Number(bytes[at])) {
      hash = (Math.imul(hash, 31) + byte) | 0;
      at += 1;
    }
    if (this.#size === 0 || this.#hashes[this.#size - 1] !== (hash ^ (at - start))) return false;
    this.#size -= 1;
    return true;
  }
}
