import { CLASSES, NAME } from './characters.ts';

/** Finds what a tag in a text stands for, without cutting the tag out. */
export class TagTable<T extends { readonly tag: string }> {
  /** By the last bits of the hash; where that place is taken, in the next one that is free. */
  readonly #places: (Entry<T> | undefined)[];
  readonly #mask: number;

  /** @param count how many there will be at most */
  constructor(count: number) {
    // At most a quarter is taken, so that hardly anything is not in its place.
    const size = 2 ** Math.ceil(Math.log2(4 * count + 1));
    this.#places = new Array(size).fill(undefined);
    this.#mask = size - 1;
  }

  add(value: T): void {
    const hash = hashOf(value.tag);
    let place = hash & this.#mask;
    while (this.#places[place] !== undefined) place = (place + 1) & this.#mask;
    this.#places[place] = { hash, tag: value.tag, value };
  }

  /** What the name at `start`, up to the first character that names do not have, stands for. */
  find(text: string, start: number): T | undefined {
    let hash = 0;
    let end = start;
    for (; end < text.length; end += 1) {
      const code = text.charCodeAt(end);
      if (((CLASSES[code] ?? 0) & NAME) === 0) break;
      hash = (Math.imul(hash, 31) + code) | 0;
    }
    for (let place = hash & this.#mask; ; place = (place + 1) & this.#mask) {
      const entry = this.#places[place];
      if (entry === undefined) return undefined;
      if (entry.hash === hash && entry.tag.length === end - start && text.startsWith(entry.tag, start)) {
        return entry.value;
      }
    }
  }
}

interface Entry<T> {
  readonly hash: number;
  readonly tag: string;
  readonly value: T;
}

/** As `find` reckons it. */
function hashOf(tag: string): number {
  let hash = 0;
  for (let at = 0; at < tag.length; at += 1) hash = (Math.imul(hash, 31) + tag.charCodeAt(at)) | 0;
  return hash;
}
