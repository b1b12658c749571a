import { setTimeout } from 'node:timers/promises';
import type { Message } from 'rhea';
import type { ReceivedMessage } from '../amqp/amqp-receiver.ts';
import type { AmqpSender } from '../amqp/amqp-sender.ts';
import { CutError } from '../errors/cut-error.ts';
import type { Queue } from '../model/queue.ts';
import { retryPause } from '../outbound/retry-pause.ts';
import { deadLetter } from './dead-letter.ts';
import { Lanes } from './lanes.ts';
import type { MessageTries } from './message-tries.ts';
import { messageIdOf } from './queue-receiver.ts';

export interface QueueEvents {
  /** @param repeated a copy had come before, and nothing was changed */
  onReceived(message: Message, repeated: boolean): void;
  /** A try failed. @param tries those that count so far; @param dead the message has become a dead letter */
  onFailed(
    message: Message,
    problem: { readonly error: unknown; readonly tries: number; readonly dead: boolean },
  ): void;
}

export interface QueueSessionParts {
  readonly queue: Queue;
  /**
   * Does with a message what it says; resolves when that is committed.
   * @returns whether a copy of it had come before
   */
  readonly receive: (message: Message) => Promise<boolean>;
  /** Whether a failure is nobody's mistake: the database does not answer, say. Such tries do not count. */
  readonly isOutage: () => Promise<boolean>;
  readonly tries: Pick<MessageTries, 'count' | 'forget'>;
  readonly deadLetters: Pick<AmqpSender, 'send'>;
  /** When it is aborted, nothing is begun any more. */
  readonly ended: AbortSignal;
  readonly events: QueueEvents;
}

/**
 * The messages of a queue that come by one connection: those of a group one after the other, those of different groups at the same time; those without a
 * group are one. A message is accepted when what it says is committed, or when it has become a dead letter. When the connection ends, what was
 * not accepted comes again.
 */
export class QueueSession {
  readonly #parts: QueueSessionParts;
  readonly #lanes = new Lanes();

  constructor(parts: QueueSessionParts) {
    this.#parts = parts;
  }

  take(received: ReceivedMessage): void {
    this.#lanes.run(received.message.group_id ?? '', () => this.#handle(received));
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#lanes.idle();
  }

  async #handle({ message, accept }: ReceivedMessage): Promise<void> {
    const { queue, receive, ended, events } = this.#parts;
    let tries = 0;
    for (let failures = 1; !ended.aborted; failures += 1) {
      try {
        const repeated = await receive(message);
        accept();
        events.onReceived(message, repeated);
        if (tries > 0) await this.#forget(message);
        return;
      } catch (error) {
        if (await this.#counts(error)) tries = await this.#count(message, tries);
        const dead = tries >= queue.tries && (await this.#bury(message, tries, error));
        if (dead) accept();
        events.onFailed(message, { error, tries, dead });
        if (dead) return this.#forget(message);
      }
      await setTimeout(retryPause(failures, queue.retry), undefined, { signal: ended }).catch(() => {});
    }
  }

  /** Of a message without an id, and while the database does not answer, only the tries by this connection are known. */
  async #count(message: Message, before: number): Promise<number> {
    const id = messageIdOf(message);
    const known = id === '' ? 0 : await this.#parts.tries.count(id).catch(() => 0);
    return Math.max(known, before + 1);
  }

  /** What cannot be forgotten is purged some time. */
  async #forget(message: Message): Promise<void> {
    const id = messageIdOf(message);
    if (id !== '') await this.#parts.tries.forget(id).catch(() => {});
  }

  /** Whether the message is to blame, or may be. */
  async #counts(error: unknown): Promise<boolean> {
    if (error instanceof CutError) return error.entry.side === 'client';
    return !(await this.#parts.isOutage());
  }

  /** @returns whether the dead letter is where it belongs; otherwise the message is not lost, but tried again */
  async #bury(message: Message, tries: number, error: unknown): Promise<boolean> {
    const { queue, deadLetters, ended } = this.#parts;
    const letter = deadLetter(message, { queue: queue.name, process: queue.process, tries, error });
    return deadLetters.send(letter, ended).then(
      ({ kind }) => kind === 'accepted',
      () => false,
    );
  }
}
