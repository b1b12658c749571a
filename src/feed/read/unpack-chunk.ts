import type { Instance } from '../../model/instance.ts';
import type { IntegrationObject } from '../../model/model.ts';
import type { Chunk } from '../run/chunk.ts';
import type { PreparedObject } from '../run/prepared-object.ts';
import type { FeedObject } from '../split/feed-splitter.ts';
import type { Place } from '../split/open-element.ts';
import type { SpoolFile } from '../spool/spool-file.ts';
import { InstanceUnpacker, ObjectLines } from './instance-unpacker.ts';
import { OBJECT_NUMBERS, type PackedChunk } from './packed-chunk.ts';
import { unpackError } from './packed-error.ts';

export interface UnpackParts {
  /** The feed; what errors say of lines is looked up there. */
  readonly file: SpoolFile;
  /** By name. */
  readonly objects: ReadonlyMap<string, IntegrationObject>;
}

/** The chunk that was packed; its objects are made one after the other, when they are asked for. */
export function unpackChunk(packed: PackedChunk, parts: UnpackParts): Chunk {
  const { state, isLast, broken } = packed;
  const objects = { [Symbol.iterator]: () => unpackObjects(packed, parts) };
  return { objects, state, isLast, broken: broken && unpackError(broken) };
}

function* unpackObjects(packed: PackedChunk, { file, objects }: UnpackParts): Generator<PreparedObject> {
  const places = packed.places.map(({ object, before, after }): Place => {
    return { object: object === undefined ? undefined : objects.get(object), before, after };
  });
  const instances = new InstanceUnpacker(packed);
  for (let at = 0; at < packed.objects.length; at += OBJECT_NUMBERS) {
    const numberAt = (position: number): number => packed.objects[at + position] ?? Number.NaN;
    const place = places[numberAt(4)];
    if (place === undefined) throw new RangeError('a packed chunk has no such place');
    const [number, offset, length, line] = [numberAt(0), numberAt(1), numberAt(2), numberAt(3)];
    const object: FeedObject = { number, offset, length, line, place };
    const error = packed.errors[numberAt(5)];
    if (error === undefined) yield { object, root: rootOf(instances, object, file) };
    else yield { object, error: unpackError(error) };
  }
}

function rootOf(instances: InstanceUnpacker, object: FeedObject, file: SpoolFile): Instance {
  const kind = object.place.object;
  if (kind === undefined) throw new RangeError('a packed chunk is of another model');
  return instances.next(kind.root, new ObjectLines(file, object));
}
