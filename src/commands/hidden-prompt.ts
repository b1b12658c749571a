import type { Readable, Writable } from 'node:stream';

/** A terminal to read from. */
export interface Keyboard extends Readable {
  setRawMode(raw: boolean): unknown;
}

const ENTER = ['\r', '\n'];
const BACKSPACE = ['\u007f', '\b'];
const CLEAR = '\u0015';
/** Ctrl-C and Ctrl-D. */
const CANCEL = ['\u0003', '\u0004'];

/**
 * Asks for a line on a terminal that does not show what is typed.
 * @returns undefined when Ctrl-C or Ctrl-D was typed
 */
export function promptHidden(question: string, keyboard: Keyboard, screen: Writable): Promise<string | undefined> {
  return new Promise((resolve) => {
    let typed: string[] = [];
    const finish = (answer: string | undefined): void => {
      keyboard.off('data', onData).off('end', onEnd);
      keyboard.setRawMode(false);
      keyboard.pause();
      screen.write('\n');
      resolve(answer);
    };
    const onEnd = (): void => finish(undefined);
    const onData = (data: Buffer | string): void => {
      const keys = [...String(data)];
      for (const [index, key] of keys.entries()) {
        if (ENTER.includes(key) || CANCEL.includes(key)) {
          finish(ENTER.includes(key) ? typed.join('') : undefined);
          keyboard.unshift(keys.slice(index + 1).join(''));
          return;
        }
        if (BACKSPACE.includes(key)) typed.pop();
        else if (key === CLEAR) typed = [];
        else typed.push(key);
      }
    };
    screen.write(question);
    keyboard.setRawMode(true);
    keyboard.on('data', onData).on('end', onEnd).resume();
  });
}
