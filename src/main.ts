import { isMainThread } from 'node:worker_threads';

/** What works through very much gets a thread of its own, whose memory can be bounded. */
const isFeed = process.argv[2] === 'feed' && !process.argv.some((argument) => /^--server(?:=|$)/.test(argument));

if (isMainThread && isFeed) {
  const { runInThread } = await import('./commands/run-in-thread.ts');
  const { FeedProgress } = await import('./commands/feed-progress.ts');
  const progress = new FeedProgress(process.stderr);
  await runInThread(import.meta.url, process.argv.slice(2), (news) => progress.show(news));
  progress.end();
} else {
  const { runCommandLine } = await import('./commands/command-line.ts');
  await runCommandLine(process.argv);
}
