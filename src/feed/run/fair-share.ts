import { setImmediate, setTimeout } from 'node:timers/promises';

/**
 * Lets others have their turn between the chunks of feeds: while there are calls, feeds take only their share of the time.
 * @param share of the time, above 0 and up to 1
 * @param calls a number that changes when somebody calls
 */
export function fairShare(share: number, calls: () => number): (milliseconds: number) => Promise<void> {
  let before = calls();
  return async (milliseconds) => {
    const now = calls();
    const pause = now === before ? 0 : (milliseconds * (1 - share)) / share;
    before = now;
    if (pause < 1) await setImmediate();
    else await setTimeout(pause);
  };
}
