import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { hasEnded } from '../feed/feed.ts';
import { isClean } from '../feed/report/feed-report.ts';
import { rejectsAdvice } from '../feed/report/rejects-advice.ts';
import { EXIT } from './exit-codes.ts';
import { FeedClient, type ToldFeed } from './feed-client.ts';
import { FeedProgress } from './feed-progress.ts';
import { readPassword } from './read-password.ts';
import { Refusal } from './refusal.ts';
import { REPORT_PRINTERS, type ReportFormat } from './report-printers.ts';
import { tellWrittenBefore } from './written-before.ts';

/** What the command line says. */
export interface ServerWishes {
  readonly server: string;
  readonly user?: string;
  readonly passwordFile?: string;
  readonly workflow?: string;
  readonly atomic?: true;
  readonly maxErrors?: number;
  readonly force?: true;
  readonly format: ReportFormat;
}

/** How often the service is asked how far it has got, in milliseconds. */
const LOOK = 500;

/**
 * Sends files to a service one after the other, and waits for the end of each feed; prints what became of it.
 * @throws Refusal
 */
export async function feedToServer(files: readonly string[], wishes: ServerWishes): Promise<void> {
  const client = await clientFor(wishes);
  const progress = new FeedProgress(process.stderr);
  try {
    for (const file of files) {
      const { feed, hadEnded } = await sendFile(client, wishes, file, progress);
      progress.end();
      if (hadEnded) tellWrittenBefore(file, feed.id);
      print(client, wishes, feed);
      if (!isClean(feed)) process.exitCode = EXIT.refused;
    }
  } finally {
    progress.end();
  }
}

async function clientFor({ server, user, passwordFile }: ServerWishes): Promise<FeedClient> {
  const login = user ?? process.env.CUT_USER;
  if (login === undefined) throw new Refusal('who sends the feed? --user or CUT_USER says it');
  const password =
    (passwordFile === undefined ? process.env.CUT_PASSWORD : undefined) ??
    (await readPassword(login, { file: passwordFile, input: process.stdin, screen: process.stderr, isKnown: true }));
  return new FeedClient({ server, login, password });
}

async function sendFile(
  client: FeedClient,
  wishes: ServerWishes,
  file: string,
  progress: FeedProgress,
): Promise<{ readonly feed: ToldFeed; readonly hadEnded: boolean }> {
  const name = basename(file);
  await using opened = await open(file);
  const { size } = await opened.stat();
  const source = opened.createReadStream({ autoClose: false });
  const body = Readable.from(
    counted(source, (offset) => progress.show({ name: `sending ${name}`, offset, size, objects: 0 })),
  );
  const sent = await client.send(body, queryOf(name, wishes));
  progress.end();
  return sent.hadEnded ? sent : { feed: await atItsEnd(client, sent.feed, progress), hadEnded: false };
}

async function* counted(source: AsyncIterable<Buffer>, onBytes: (offset: number) => void): AsyncGenerator<Buffer> {
  let offset = 0;
  for await (const chunk of source) {
    yield chunk;
    offset += chunk.length;
    onBytes(offset);
  }
}

function queryOf(name: string, { workflow, atomic, maxErrors, force }: ServerWishes): URLSearchParams {
  return new URLSearchParams({
    name,
    ...(workflow === undefined ? {} : { workflow }),
    ...(maxErrors === undefined ? {} : { maxErrors: String(maxErrors) }),
    ...(atomic ? { atomic: 'true' } : {}),
    ...(force ? { force: 'true' } : {}),
  });
}

async function atItsEnd(client: FeedClient, sent: ToldFeed, progress: FeedProgress): Promise<ToldFeed> {
  let feed = sent;
  let isPaused = false;
  while (!hasEnded(feed)) {
    if (feed.status === 'Paused' && !isPaused) {
      progress.end();
      process.stderr.write(`feed ${feed.id} is paused; waiting until it is resumed or cancelled\n`);
    }
    isPaused = feed.status === 'Paused';
    const { name, size, percent, objects } = feed;
    if (!isPaused) progress.show({ name, offset: Math.floor((size * percent) / 100), size, objects });
    await setTimeout(LOOK);
    feed = await client.show(feed.id);
  }
  return feed;
}

function print(client: FeedClient, { format }: ServerWishes, { rejects, ...feed }: ToldFeed): void {
  process.stdout.write(REPORT_PRINTERS[format](feed, rejects));
  if (feed.rejected > 0)
    process.stderr.write(`Rejected objects, ${rejectsAdvice(feed.status)}: ${client.rejectsAddress(feed)}\n`);
}
