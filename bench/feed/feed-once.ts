/**
 * One feed, from the first byte that is read to its end, in a process of its own. Arguments: data directory, file. Prints JSON: seconds, bytes of
 * memory that the process has had at most, objects, rejected objects.
 */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  const { runInThread } = await import('../../src/commands/run-in-thread.ts');
  await runInThread(import.meta.url, process.argv.slice(2));
} else {
  const [dataDir = '', file = ''] = process.argv.slice(2);
  process.stdout.write(JSON.stringify(await feedOnce(dataDir, file)));
}

async function feedOnce(dataDir: string, file: string): Promise<object> {
  const { FEED_SERVICE, openFeeds } = await import('../../src/commands/open-feeds.ts');
  const { LARGE_FEED, openReadingThread } = await import('../../src/commands/open-reading-thread.ts');
  const { openService } = await import('../../src/commands/open-service.ts');
  const { readOptions } = await import('../../src/config/read-options.ts');
  const { workOnFeed } = await import('../../src/feed/run/work-on-feed.ts');
  const { fileChunks } = await import('../../src/feed/spool/file-chunks.ts');
  const { options } = readOptions({ flags: { dataDir }, environment: {}, directory: dataDir });
  await using reading = openReadingThread(options, (error) => {
    throw error;
  });
  if (statSync(file).size >= LARGE_FEED) reading?.start();
  await using service = await openService({ ...options, ...FEED_SERVICE });
  const { feeds, parts: common } = openFeeds(service, options);
  const parts = { ...common, reading };

  const start = performance.now();
  const { feed } = await feeds.receive({
    source: fileChunks(file),
    name: basename(file),
    caller: { login: 'bench', userId: '0-1' },
    force: true,
    holder: parts.holder,
  });
  const ended = await workOnFeed(parts, feed);
  const seconds = (performance.now() - start) / 1000;
  if (ended?.status !== 'Finished') throw new Error(`the feed ended as ${ended?.status}: ${ended?.reason?.message}`);
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  return { seconds, peakBytes, objects: ended.checkpoint.objects, rejected: ended.rejected };
}
