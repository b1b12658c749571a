/**
 * A process that works on one feed, to be killed. Arguments: data directory, file. When it is ready it says 'ready', and waits for a message; then
 * it takes the feed, or goes on with it, and says then, and after each chunk, how many objects are behind it, and 'ended' at the end.
 */
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { openFeeds } from '../../../src/commands/open-feeds.ts';
import { openService } from '../../../src/commands/open-service.ts';
import { readOptions } from '../../../src/config/read-options.ts';
import { hasEnded } from '../../../src/feed/feed.ts';
import { workOnFeed } from '../../../src/feed/run/work-on-feed.ts';
import { TriedReadingThread } from '../read/tried-reading-thread.ts';

const [dataDir = '', file = ''] = process.argv.slice(2);
const flags = { dataDir, samples: false };
const { CUT_DATABASE_URL = '' } = process.env;
const environment = { CUT_DATABASE_URL };
const { options } = readOptions({ flags, environment, directory: dataDir });
await using service = await openService(options);
const { feeds, parts: common } = openFeeds(service, options);
await using thread = new TriedReadingThread();
await thread.start();
const parts = { ...common, reading: thread.reading };
tell('ready');
await once(process, 'message');

const { holder } = parts;
const caller = { login: 'test', userId: '0-1' };
const { feed, recognised } = await feeds.receive({ source: createReadStream(file), name: 'crash.xml', caller, holder });
const isWritten = hasEnded(feed) || feed.checkpoint.done === true;
if (!hasEnded(feed)) {
  const ours = recognised ? await feeds.takeOver(feed, holder) : feed;
  tell(ours.checkpoint.objects);
  await workOnFeed(
    {
      ...parts,
      chunk: { objects: 12, together: 5, bytes: 1_000_000 },
      yieldTo: () => setImmediate(),
      onProgress: (_, { objects }) => tell(objects),
    },
    ours,
  );
}
if (thread.chunks === 0 && !isWritten) throw new Error('the feed was not read ahead');
tell('ended');
process.disconnect();

function tell(news: string | number): void {
  process.send?.(news);
}
