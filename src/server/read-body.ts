import type { IncomingMessage } from 'node:http';
import { CutError } from '../errors/cut-error.ts';

/** The caller went away before it had sent the whole body. */
export class BodyAborted extends Error {
  override readonly name = 'BodyAborted';
}

/** Bytes of bodies that may be held in memory at the same time, by all requests of one thread together. */
export class BodyBudget {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  /** Whether there was room for `bytes` more; they are taken then. */
  take(bytes: number): boolean {
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }

  giveBack(bytes: number): void {
    this.#left += bytes;
  }
}

/**
 * Reads a request's body, whether its length was announced or not. What comes after a refusal is read and thrown away, so that the caller
 * gets to see the answer.
 * @param limit bytes
 * @param budget what the body takes of it is given back by the caller of this function, when the request is done; after a refusal nothing is taken
 * @throws CutError MESSAGE_TOO_LARGE, SERVICE_BUSY
 * @throws BodyAborted
 */
export function readBody(message: IncomingMessage, limit: number, budget: BodyBudget): Promise<Buffer> {
  if (Number(message.headers['content-length']) > limit) {
    message.resume();
    return Promise.reject(new CutError('MESSAGE_TOO_LARGE', { limit }));
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;

    const settle = (): void => {
      message.off('data', onData).off('end', onEnd).off('error', onError);
      message.on('error', ignore);
    };
    const refuse = (error: Error): void => {
      settle();
      budget.giveBack(length);
      message.resume();
      reject(error);
    };
    const onData = (chunk: Buffer): void => {
      if (length + chunk.length > limit) refuse(new CutError('MESSAGE_TOO_LARGE', { limit }));
      else if (!budget.take(chunk.length)) refuse(new CutError('SERVICE_BUSY'));
      else {
        length += chunk.length;
        chunks.push(chunk);
      }
    };
    const onEnd = (): void => {
      settle();
      const [first] = chunks;
      resolve(first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks, length));
    };
    const onError = (): void => refuse(new BodyAborted('the caller went away'));
    message.on('data', onData).on('end', onEnd).on('error', onError);
  });
}

/** A caller that goes away after its body has been taken or refused is no error of ours. */
function ignore(): void {}
