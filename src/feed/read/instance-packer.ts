import type { Instance } from '../../model/instance.ts';
import { HAS_OPERATION, HAS_SEARCH_SPEC, NOT_PRIMARY, type PackedChunk, PRIMARY } from './packed-chunk.ts';

/** Numbers of a chunk of the usual size. */
const USUAL_SIZE = 64 * 1024;

/** Puts instances into numbers and text: see `PackedChunk`. */
export class InstancePacker {
  readonly #texts: string[] = [];
  #layout = new Int32Array(USUAL_SIZE);
  #size = 0;

  /** @param firstLine lines are put as the distance from this one */
  add(instance: Instance, firstLine: number): void {
    const { line, start = 0, operation, searchSpec, values, children } = instance;
    this.#reserve(8 + 2 * values.length + 2 * children.length);
    this.#put(line - firstLine);
    this.#put(start);
    this.#put(flagsOf(instance));
    if (operation !== undefined) this.#putText(operation);
    if (searchSpec !== undefined) this.#putText(searchSpec);
    this.#putValues(values);
    this.#putChildren(children, firstLine);
  }

  packed(): Pick<PackedChunk, 'layout' | 'text'> {
    return { layout: this.#layout.slice(0, this.#size), text: this.#texts.join('') };
  }

  #putValues(values: Instance['values']): void {
    const place = this.#size;
    this.#put(0);
    let count = 0;
    for (let ordinal = 0; ordinal < values.length; ordinal += 1) {
      const value = values[ordinal];
      if (value === undefined) continue;
      count += 1;
      this.#put(ordinal);
      if (value === null) this.#put(-1);
      else this.#putText(value);
    }
    this.#layout[place] = count;
  }

  #putChildren(children: Instance['children'], firstLine: number): void {
    const place = this.#size;
    this.#put(0);
    let count = 0;
    for (let ordinal = 0; ordinal < children.length; ordinal += 1) {
      const group = children[ordinal];
      if (group === undefined) continue;
      count += 1;
      this.#reserve(2);
      this.#put(ordinal);
      this.#put(group.length);
      for (const instance of group) this.add(instance, firstLine);
    }
    this.#layout[place] = count;
  }

  #putText(text: string): void {
    this.#put(text.length);
    this.#texts.push(text);
  }

  #put(number: number): void {
    this.#layout[this.#size] = number;
    this.#size += 1;
  }

  #reserve(count: number): void {
    if (this.#size + count <= this.#layout.length) return;
    const larger = new Int32Array(2 * (this.#size + count));
    larger.set(this.#layout);
    this.#layout = larger;
  }
}

function flagsOf({ primary, operation, searchSpec }: Instance): number {
  const flag = primary === undefined ? 0 : primary ? PRIMARY : NOT_PRIMARY;
  return flag | (operation === undefined ? 0 : HAS_OPERATION) | (searchSpec === undefined ? 0 : HAS_SEARCH_SPEC);
}
