import { readFile } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { type Keyboard, promptHidden } from './hidden-prompt.ts';
import { Refusal } from './refusal.ts';

export interface PasswordSource {
  /** Path of a file whose first line is the password. */
  readonly file?: string | undefined;
  /** A terminal is asked, twice; of anything else the first line is taken. */
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly screen: Writable;
  /** It is not a new one, so that asking once will do. */
  readonly isKnown?: boolean;
}

/**
 * A password for `login`, from a file, a pipe or a terminal; never from the command line, which every user of the machine can read.
 * @throws Refusal when there is none
 */
export async function readPassword(
  login: string,
  { file, input, screen, isKnown = false }: PasswordSource,
): Promise<string> {
  if (file !== undefined) return firstLine(await readFile(file, 'utf8'), file);
  if (input.isTTY === true) return ask(login, input as Keyboard, screen, isKnown);
  return firstLine(await readAll(input), 'standard input');
}

async function ask(login: string, keyboard: Keyboard, screen: Writable, isKnown: boolean): Promise<string> {
  const password = await promptHidden(`Password for ${login}: `, keyboard, screen);
  if (password === undefined || password === '') throw new Refusal('no password given');
  if (!isKnown && (await promptHidden('The same again: ', keyboard, screen)) !== password)
    throw new Refusal('the two passwords differ');
  return password;
}

const LONGEST_INPUT = 10_000;

async function readAll(input: Readable): Promise<string> {
  let text = '';
  for await (const chunk of input.setEncoding('utf8')) {
    text += chunk;
    if (text.length > LONGEST_INPUT) throw new Refusal('that is too long for a password');
  }
  return text;
}

function firstLine(text: string, where: string): string {
  const [line = ''] = text.replace(/^\ufeff/, '').split(/\r?\n/, 1);
  if (line === '') throw new Refusal(`${where} holds no password`);
  return line;
}
