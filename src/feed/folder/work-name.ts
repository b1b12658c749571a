import { newFeedId } from '../feed-id.ts';

/** A file of the drop folder while it is worked on: its name says under which id it is fed, also after a crash. */
export interface WorkFile {
  /** Undefined for a file that somebody else has put there. */
  readonly id?: string;
  /** That it came with. */
  readonly name: string;
}

/** Most bytes of a name that come into the folder again: with an id before it and an ending behind it, it has to be one that file systems take (255). */
const LONGEST = 200;

/** A name in `work` for a file that comes as `name`: of a very long one the end is kept. */
export function newWorkName(name: string): string {
  const characters = [...name];
  while (Buffer.byteLength(characters.join('')) > LONGEST) characters.shift();
  return `${newFeedId()}-${characters.join('')}`;
}

export function readWorkName(workName: string): WorkFile {
  const [, id, name] = /^(\d{8}-\d{6}-[\da-f]{6})-(.+)$/s.exec(workName) ?? [];
  return id === undefined || name === undefined ? { name: workName } : { id, name };
}
