import { setImmediate, setTimeout } from 'node:timers/promises';

/**
 * Lets others have their turn between the chunks of feeds: while there are calls, all feeds of a thread together take only their share of the
 * time.
 * @param share of the time, above 0 and up to 1
 * @param calls a number that changes when somebody calls
 * @returns to be called by each feed after it has worked for so many milliseconds
 */
export function fairShare(share: number, calls: () => number): (milliseconds: number) => Promise<void> {
  let before = calls();
  /** When somebody has called for the last time, and a feed has worked, as far as one knows; until when the time is that of others. */
  let called = Number.NEGATIVE_INFINITY;
  let worked = Number.NEGATIVE_INFINITY;
  let free = Number.NEGATIVE_INFINITY;
  return async (milliseconds) => {
    const now = performance.now();
    const start = now - milliseconds;
    const count = calls();
    if (count !== before) called = now;
    before = count;
    // One feed waits while another one works: time that both tell of counts once. What is worked in a pause makes it longer.
    const time = now - Math.max(start, worked);
    worked = now;
    if (called >= start) free = Math.max(free + time, now) + (time * (1 - share)) / share;
    await setImmediate();
    for (let pause = free - performance.now(); pause >= 1; pause = free - performance.now()) await setTimeout(pause);
  };
}
