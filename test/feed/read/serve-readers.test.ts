import { EventEmitter } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import { expect } from 'chai';
import type { ReadingNews } from '../../../src/feed/read/reading-messages.ts';
import { serveReaders } from '../../../src/feed/read/serve-readers.ts';
import { START } from '../../../src/feed/split/feed-splitter.ts';
import { KnownElements } from '../../../src/feed/split/known-elements.ts';
import { LateValidator } from '../../../src/xml/late-validator.ts';
import { MessageDecoder } from '../../../src/xml/message-decoder.ts';
import { model } from '../../support/model.ts';
import { account, accounts } from '../feed-service.ts';

const objects = [...model.integrationObjects.values()];
const LIMITS = { objects: 4, together: 4, bytes: 100_000 };
/** The sixth one is not read the compiled way. */
const TEXT = accounts(
  ...Array.from({ length: 12 }, (_, index) =>
    account(`F${index + 1}`, index === 5 ? { content: '<Nmae>x</Nmae>' } : {}),
  ),
);

describe('a thread that reads feeds', () => {
  let directory: string;
  let path: string;
  let port: EventEmitter & { postMessage(news: ReadingNews): void };
  let told: ReadingNews[];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'cut-readers-'));
    path = join(directory, 'feed.xml');
    await writeFile(path, TEXT);
    told = [];
    port = Object.assign(new EventEmitter(), { postMessage: (news: ReadingNews) => told.push(news) });
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  function serve(load: () => Promise<void>): void {
    const validator = new LateValidator(async () => {
      await load();
      return { validate: () => [] };
    });
    const decoder = new MessageDecoder(objects, validator, { way: 'compiled' });
    serveReaders(port as unknown as MessagePort, { decoder, known: new KnownElements(objects), objectLimit: 50_000 });
  }

  /** Gives the orders one after the other, without waiting for anything, as they come from another thread. */
  async function order(...kinds: readonly ('open' | 'next' | 'close')[]): Promise<string[]> {
    told.length = 0;
    for (const kind of kinds)
      port.emit('message', { kind, reader: 1, ...(kind === 'open' ? { path, state: START, limits: LIMITS } : {}) });
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    return told.map((news) => (news.kind === 'chunk' ? `${news.chunk.state.objects}` : news.kind));
  }

  it('tells chunk after chunk, in the order of the feed, and nothing behind the last one', async () => {
    serve(async () => {});
    expect(await order('open', 'next', 'next', 'next', 'next', 'next')).to.deep.equal(['4', '8', '12', '12']);
  });

  it('reads a chunk again from its start when an object of it needs the validator, which others wait for', async () => {
    let loaded = 0;
    serve(async () => {
      await setImmediate();
      loaded += 1;
    });
    await order('open', 'next', 'next', 'next');
    const chunks = told.flatMap((news) => (news.kind === 'chunk' ? [news.chunk] : []));
    expect(chunks.map(({ state, errors }) => [state.objects, errors.length])).to.deep.equal([
      [4, 0],
      [8, 1],
      [12, 0],
    ]);
    expect(loaded).to.equal(1);
  });

  it('tells nothing of a feed behind a failure, whatever was ordered: there would be a gap', async () => {
    serve(() => Promise.reject(new Error('no memory')));
    expect(await order('open', 'next', 'next', 'next', 'next')).to.deep.equal(['4', 'failed']);
    expect(await order('next', 'close')).to.deep.equal([]);
    expect(await order('open', 'next', 'close', 'next')).to.deep.equal(['4']);
  });

  it('says when there is no such file', async () => {
    serve(async () => {});
    path = join(directory, 'nothing.xml');
    expect(await order('open', 'next', 'next')).to.deep.equal(['failed']);
  });
});
