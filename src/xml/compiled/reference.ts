import { HASH, isCharacter } from './characters.ts';
import { stepAside } from './step-aside.ts';

/** What a reference stands for: `amp` (without `&` and `;`), `#10` or `#xA`. Steps aside for entities that a message would have to declare. */
export function textOfReference(name: string): string {
  return name.charCodeAt(0) === HASH ? characterOf(name) : (ENTITIES.get(name) ?? stepAside('character'));
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function characterOf(name: string): string {
  const isHexadecimal = /^#x[0-9a-fA-F]+$/.test(name);
  if (!isHexadecimal && !/^#[0-9]+$/.test(name)) stepAside('character');
  const codePoint = Number.parseInt(name.slice(isHexadecimal ? 2 : 1), isHexadecimal ? 16 : 10);
  return isCharacter(codePoint) ? String.fromCodePoint(codePoint) : stepAside('character');
}
