/**
 * A process that works on one feed, to be killed. Arguments: data directory, file, and the way: 'command' takes the feed or goes on with it as
 * `cut-adapter feed` does, 'service' as a service does: it sends the feed to itself when it does not know it yet, and otherwise goes on by itself. When
 * it is ready it says 'ready', and waits for a message; then it says after each chunk how many objects are behind it, and 'ended' at the end.
 */
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { openFeeds } from '../../../src/commands/open-feeds.ts';
import { openService } from '../../../src/commands/open-service.ts';
import { readOptions } from '../../../src/config/read-options.ts';
import { hasEnded } from '../../../src/feed/feed.ts';
import { FeedControl } from '../../../src/feed/feed-control.ts';
import type { ReceivedFeed } from '../../../src/feed/feeds.ts';
import type { FeedRunParts } from '../../../src/feed/run/feed-run.ts';
import { FeedWorker } from '../../../src/feed/run/feed-worker.ts';
import type { Holder } from '../../../src/feed/run/holder.ts';
import { workOnFeed } from '../../../src/feed/run/work-on-feed.ts';
import { TriedReadingThread } from '../read/tried-reading-thread.ts';

const [dataDir = '', file = '', way = ''] = process.argv.slice(2);
const flags = { dataDir, samples: false };
const { CUT_DATABASE_URL = '' } = process.env;
const environment = { CUT_DATABASE_URL };
const { options } = readOptions({ flags, environment, directory: dataDir });
await using service = await openService(options);
const { feeds, parts: common } = openFeeds(service, options);
await using thread = new TriedReadingThread();
if (way === 'command') await thread.start();
const parts: FeedRunParts = {
  ...common,
  chunk: { objects: 12, together: 5, bytes: 1_000_000 },
  yieldTo: () => setImmediate(),
  onProgress: (_, { objects }) => tell(objects),
};
tell('ready');
await once(process, 'message');
await (way === 'command' ? runAsCommand() : runAsService());
tell('ended');
process.disconnect();

async function runAsCommand(): Promise<void> {
  const { holder } = parts;
  const { feed, recognised } = await receive(holder);
  if (hasEnded(feed)) return;
  const ours = recognised ? await feeds.takeOver(feed, holder) : feed;
  tell(ours.checkpoint.objects);
  await workOnFeed({ ...parts, reading: thread.reading }, ours);
  if (thread.chunks === 0 && feed.checkpoint.done !== true) throw new Error('the feed was not read ahead');
}

async function runAsService(): Promise<void> {
  const [known] = await new FeedControl(service.store).list(1);
  if (known !== undefined && hasEnded(known)) return;
  const end = Promise.withResolvers<unknown>();
  const worker = new FeedWorker({
    feeds,
    run: parts,
    atOnce: 1,
    onEnd: end.resolve,
    onPaused: ({ reason }) => end.reject(new Error(reason?.message)),
    onError: end.reject,
  });
  worker.start();
  if (known === undefined) {
    await receive();
    worker.wake();
  }
  await end.promise;
  await worker.stop();
}

function receive(holder?: Holder): Promise<ReceivedFeed> {
  const caller = { login: 'test', userId: '0-1' };
  const source = createReadStream(file);
  return feeds.receive({ source, name: 'crash.xml', caller, ...(holder && { holder }) });
}

function tell(news: string | number): void {
  process.send?.(news);
}
