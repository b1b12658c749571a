import type { CutError } from '../../errors/cut-error.ts';
import type { ChunkEnd } from '../run/chunk.ts';
import type { PreparedObject } from '../run/prepared-object.ts';
import type { Place } from '../split/open-element.ts';
import { InstancePacker } from './instance-packer.ts';
import type { PackedChunk, PackedPlace } from './packed-chunk.ts';
import { type PackedError, packError } from './packed-error.ts';

/** Packs a chunk object by object, so that no object outlives its packing; `unpackChunk` makes the chunk of it again. */
export class ChunkPacker {
  readonly #numbers: number[] = [];
  readonly #places = new Map<Place, number>();
  readonly #errors: PackedError[] = [];
  readonly #instances = new InstancePacker();

  add({ object, root, error }: PreparedObject): void {
    const { number, offset, length, line, place } = object;
    this.#numbers.push(number, offset, length, line, this.#indexOf(place), this.#indexOfError(error));
    if (root !== undefined) this.#instances.add(root, line);
  }

  packed({ state, isLast, broken }: ChunkEnd): PackedChunk {
    return {
      objects: Float64Array.from(this.#numbers),
      places: [...this.#places.keys()].map(packPlace),
      errors: this.#errors,
      ...this.#instances.packed(),
      state,
      isLast,
      ...(broken === undefined ? {} : { broken: packError(broken) }),
    };
  }

  #indexOf(place: Place): number {
    const known = this.#places.get(place);
    if (known !== undefined) return known;
    this.#places.set(place, this.#places.size);
    return this.#places.size - 1;
  }

  #indexOfError(error: CutError | undefined): number {
    return error === undefined ? -1 : this.#errors.push(packError(error)) - 1;
  }
}

/** Buffers to hand over with a chunk instead of copying them. */
export function buffersOf({ objects, layout }: PackedChunk): ArrayBuffer[] {
  return objects.byteLength + layout.byteLength === 0 ? [] : [objects.buffer, layout.buffer];
}

/** Characters and bytes that a chunk takes until it is written. */
export function sizeOf({ text, layout, objects }: PackedChunk): number {
  return text.length + layout.byteLength + objects.byteLength;
}

function packPlace({ object, before, after }: Place): PackedPlace {
  return { ...(object === undefined ? {} : { object: object.name }), before, after };
}
