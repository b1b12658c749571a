import { once } from 'node:events';
import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads';

/** A question that one thread asks another. */
export interface Question<About extends string, Content = undefined> {
  readonly about: About;
  readonly content: Content;
  /** Takes the answer, one message. */
  readonly reply: MessagePort;
}

type Reply = { readonly value: unknown } | { readonly problem: string };

/**
 * Asks another thread.
 * @param question `about` and `content` of a `Question`
 * @param ended resolves when the other thread has ended
 * @returns its answer; undefined when it has ended, or ends before it answers
 * @throws Error when it could not answer, with its reason
 */
export async function ask<Answer>(
  thread: Pick<Worker | MessagePort, 'postMessage'>,
  question: { readonly about: string; readonly content?: unknown },
  ended: Promise<unknown> = new Promise(() => {}),
): Promise<Answer | undefined> {
  const { port1: mine, port2: reply } = new MessageChannel();
  try {
    const answer = once(mine, 'message').then(([message]) => message as Reply);
    const nobody = Promise.race([once(mine, 'close'), ended]).then(() => undefined);
    thread.postMessage({ ...question, reply }, [reply]);
    const found = await Promise.race([answer, nobody]);
    if (found === undefined) return undefined;
    if ('problem' in found) throw new Error(`another thread could not answer: ${found.problem}`);
    return found.value as Answer;
  } finally {
    mine.close();
  }
}

/** Answers a question with what `work` gives, or says that it has failed. */
export async function answer<Content>(
  { content, reply }: Question<string, Content>,
  work: (content: Content) => Promise<unknown>,
): Promise<void> {
  let message: Reply;
  try {
    message = { value: await work(content) };
  } catch (error) {
    message = { problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  reply.postMessage(message);
  reply.close();
}
