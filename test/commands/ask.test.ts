import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { expect } from 'chai';
import { answer, ask, type Question } from '../../src/commands/ask.ts';

describe('a question to another thread', () => {
  let asking: MessagePort;
  let asked: MessagePort;
  beforeEach(() => {
    ({ port1: asking, port2: asked } = new MessageChannel());
  });
  afterEach(() => asking.close());

  const answering = (work: (content: number) => Promise<unknown>): void => {
    asked.on('message', (question: Question<'double', number>) => void answer(question, work));
  };

  it('is answered', async () => {
    answering(async (content) => 2 * content);
    expect(await ask(asking, { about: 'double', content: 21 })).to.equal(42);
  });

  for (const failure of [new RangeError('too large'), 'too large'])
    it(`fails as its answer does (${failure})`, async () => {
      answering(() => Promise.reject(failure));
      const problem = await ask(asking, { about: 'double', content: 1 }).catch((error: unknown) => error);
      expect(problem).to.be.instanceOf(Error).with.property('message').that.contains('too large');
    });

  it('has no answer when the other thread has ended, or ends before it answers', async () => {
    expect(await ask(asking, { about: 'double' }, Promise.resolve())).to.equal(undefined);
    asked.on('message', (question: Question<'double', number>) => question.reply.close());
    expect(await ask(asking, { about: 'double' })).to.equal(undefined);
  });
});
