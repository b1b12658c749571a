/** The thread that works on feeds beside a service: see `FeedThread`. */
import { parentPort, workerData } from 'node:worker_threads';
import { fairShare } from '../feed/run/fair-share.ts';
import { FeedWorker } from '../feed/run/feed-worker.ts';
import { type FeedThreadNews, newsOfEnd, newsOfPause, newsOfProblem } from './feed-news.ts';
import type { FeedThreadData } from './feed-thread.ts';
import { FEED_SERVICE, openFeeds } from './open-feeds.ts';
import { openService } from './open-service.ts';

/** Smaller than what one works on alone: those who call wait while a chunk is written, on SQL Server for its rows. */
const CHUNKS = Object.freeze({
  sqlite: { objects: 100, together: 100, bytes: 1024 * 1024 },
  sqlserver: { objects: 500, together: 500, bytes: 1024 * 1024 },
});

const { options, calls } = workerData as FeedThreadData;
const service = await openService({ ...options, ...FEED_SERVICE });
const { feeds, parts } = openFeeds(service, options);
const yieldTo = fairShare(options.feedShare / 100, () => Atomics.load(calls, 0));
const worker = new FeedWorker({
  feeds,
  run: { ...parts, chunk: CHUNKS[service.store.dialect], yieldTo },
  atOnce: options.feedsAtOnce,
  onEnd: (feed) => tell(newsOfEnd(feed)),
  onPaused: (feed) => tell(newsOfPause(feed)),
  onError: (error, feed) => tell(newsOfProblem(error, feed)),
});

parentPort?.on('message', (message: 'wake' | 'stop') => {
  if (message === 'wake') worker.wake();
  else void stop();
});
worker.start();

async function stop(): Promise<void> {
  await worker.stop();
  await service[Symbol.asyncDispose]();
  parentPort?.close();
}

function tell(news: FeedThreadNews): void {
  parentPort?.postMessage(news);
}
