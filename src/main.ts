import { isMainThread } from 'node:worker_threads';

/** Commands that work through very much: they get a thread of their own, whose memory can be bounded. */
const IN_THREAD = new Set(['feed']);

if (isMainThread && IN_THREAD.has(String(process.argv[2]))) {
  const { runInThread } = await import('./commands/run-in-thread.ts');
  const { FeedProgress } = await import('./commands/feed-progress.ts');
  const progress = new FeedProgress(process.stderr);
  await runInThread(import.meta.url, process.argv.slice(2), (news) => progress.show(news));
  progress.end();
} else {
  const { runCommandLine } = await import('./commands/command-line.ts');
  await runCommandLine(process.argv);
}
