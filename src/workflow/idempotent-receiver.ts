import { CutError } from '../errors/cut-error.ts';
import type { Store } from '../store/store.ts';
import { firstAnswer, type IdentifiedMessage, rememberAnswer } from './inbox.ts';
import type { ProcessInterpreter } from './process-interpreter.ts';
import type { MessageReceiver, ProcessCall, ProcessResult, Received } from './process-runner.ts';

/**
 * The idempotent receiver: a message that comes again under its id gets its first answer and changes nothing. What a process writes and the
 * memory of its message are one transaction, so both are there after a crash, or neither. A message that was refused has changed nothing,
 * is not remembered, and may come again.
 */
export class IdempotentReceiver implements MessageReceiver {
  readonly #runner: Pick<ProcessInterpreter, 'run' | 'runAmong' | 'writes'>;
  readonly #store: Store;

  constructor(runner: Pick<ProcessInterpreter, 'run' | 'runAmong' | 'writes'>, store: Store) {
    this.#runner = runner;
    this.#store = store;
  }

  async receive(
    call: ProcessCall,
    { id, content }: Pick<IdentifiedMessage, 'id' | 'content'>,
    write: (result: ProcessResult) => string,
  ): Promise<Received> {
    const { process, caller } = call;
    // A process that only reads does no harm, and its first answer would be out of date.
    if (!this.#runner.writes(process)) return { answer: write(await this.#runner.run(call)), repeated: false };

    const message = { senderId: caller.userId, id, content: `${process.name}\n${content}` };
    const stamp = { by: caller.userId, source: process.operation.slice(0, 50) };
    try {
      return await this.#runner.runAmong(call, async (transaction, steps) => {
        const first = await firstAnswer(transaction, message);
        if (first !== undefined) return { answer: first, repeated: true };
        const answer = write(await steps());
        await rememberAnswer(transaction, message, answer, stamp);
        return { answer, repeated: false };
      });
    } catch (error) {
      // Copies that come at the same time may all be new, and the one that commits first is in the way of the others.
      const first = await this.#store.read((reader) => firstAnswer(reader, message)).catch(unlessRefused);
      if (first === undefined) throw error;
      return { answer: first, repeated: true };
    }
  }
}

/** What the database cannot tell now does not hide the error before it. */
function unlessRefused(error: unknown): undefined {
  if (error instanceof CutError) throw error;
}
