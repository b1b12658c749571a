import { once } from 'node:events';
import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads';

/** A question that one thread asks another. */
export interface Question<About extends string> {
  readonly about: About;
  /** Takes the answer, one message. */
  readonly reply: MessagePort;
}

/** Asks another thread. @returns its answer; undefined when it has ended, or ends before it answers */
export async function ask<Answer>(
  thread: Pick<Worker | MessagePort, 'postMessage'>,
  about: string,
): Promise<Answer | undefined> {
  const { port1: mine, port2: reply } = new MessageChannel();
  try {
    const answer = once(mine, 'message').then(([value]) => value as Answer);
    const nobody = once(mine, 'close').then(() => undefined);
    thread.postMessage({ about, reply }, [reply]);
    return await Promise.race([answer, nobody]);
  } finally {
    mine.close();
  }
}
