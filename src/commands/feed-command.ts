import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { Command, InvalidArgumentError, Option } from 'commander';
import { webAddress } from '../config/option-types.ts';
import { type Feed, hasEnded } from '../feed/feed.ts';
import type { Feeds } from '../feed/feeds.ts';
import { isClean, reportOf } from '../feed/report/feed-report.ts';
import { rejectsAdvice } from '../feed/report/rejects-advice.ts';
import type { FeedRunParts } from '../feed/run/feed-run.ts';
import { firstRejects } from '../feed/run/finish-feed.ts';
import { workOnFeed } from '../feed/run/work-on-feed.ts';
import type { SplitState } from '../feed/split/feed-splitter.ts';
import { fileChunks } from '../feed/spool/file-chunks.ts';
import { StoreBusy } from '../store/store.ts';
import { addOptions, commandOptions, DATABASE_OPTIONS } from './command-options.ts';
import { EXIT, EXIT_CODES_HELP } from './exit-codes.ts';
import type { FeedProgressNews } from './feed-progress.ts';
import { feedToServer } from './feed-to-server.ts';
import { FEED_SERVICE, openFeeds } from './open-feeds.ts';
import { LARGE_FEED, openReadingThread } from './open-reading-thread.ts';
import { Refusal } from './refusal.ts';
import { REPORT_PRINTERS, type ReportFormat } from './report-printers.ts';
import { SYSTEM_USER_ID } from './seed-database.ts';
import { withService } from './with-service.ts';
import { tellWrittenBefore } from './written-before.ts';

const HELP = `
Each object that is refused is left out and told; the reject file holds these objects, and is a feed again. When the command is
interrupted, in whatever way, run it again: it goes on where it stopped. A file that has been written already is recognised by its content.

Examples:
  cut-adapter feed accounts.xml orders.xml.gz
  cut-adapter feed assets.xml --workflow CUTReceivePhoneNumberData
  cut-adapter feed accounts.xml --atomic --format xml > report.xml
  CUT_USER=JDOE cut-adapter feed accounts.xml --server https://cut.example.com

${EXIT_CODES_HELP} A feed with rejected objects ends with 1.`;

interface Given {
  readonly workflow?: string;
  readonly atomic?: true;
  readonly maxErrors?: number;
  readonly force?: true;
  readonly format: ReportFormat;
  readonly server?: string;
  readonly user?: string;
  readonly passwordFile?: string;
}

export function feedCommand(): Command {
  const command = new Command('feed')
    .summary('write the objects of batch feeds')
    .description(
      'Writes the objects of XML files of any size, packed with gzip or zstd or not, and reports what became of them.',
    )
    .argument('<file...>', 'XML files; they are worked on one after the other')
    .option(
      '--workflow <process>',
      'Receive process that gets all objects (default: the one of their integration object)',
    )
    .option('--atomic', 'write all objects of a file or none')
    .addOption(new Option('--max-errors <count>', 'stop when more objects are rejected').argParser(parseMaxErrors))
    .option('--force', 'write a file although it was written before')
    .addOption(new Option('--server <url>', 'send the files to a service instead').argParser(parseServer))
    .option('--user <login>', 'with --server: who sends them (default: CUT_USER)')
    .option(
      '--password-file <path>',
      'with --server: file whose first line is the password (default: CUT_PASSWORD, or asked for)',
    )
    .addOption(new Option('--format <format>', 'how to report').choices(Object.keys(REPORT_PRINTERS)).default('text'));
  return addOptions(command, [...DATABASE_OPTIONS, 'bodyLimit', 'feedLimit', 'feedAtomicLimit'])
    .addHelpText('after', HELP)
    .action(async (files: readonly string[]) => {
      const { server, ...wishes } = command.opts<Given>();
      if (server === undefined && (wishes.user ?? wishes.passwordFile) !== undefined)
        command.error('error: --user and --password-file belong to --server');
      if (server !== undefined) return feedToServer(files, { server, ...wishes });
      const { options } = commandOptions(command);
      let isOpen = false;
      await using reading = openReadingThread(options, (error) => {
        // What keeps it from starting before keeps the service from it, too, which says so.
        if (isOpen) warnOfThread(error);
      });
      // It loads while the database is opened.
      if (files.some(isLarge)) reading?.start();
      await withService(
        command,
        'write',
        async (service) => {
          isOpen = true;
          const { feeds, parts: common } = openFeeds(service, options);
          const parts = { ...common, reading, onProgress: tellProgress };
          const given = command.opts<Given>();
          for (const file of files) {
            const { feed, isNew } = await runFile({ feeds, parts, given }, file);
            if (!isNew) tellWrittenBefore(file, feed.id);
            await print({ feeds, parts, given }, feed);
            if (!isClean(feed)) process.exitCode = EXIT.refused;
          }
        },
        FEED_SERVICE,
      );
    });
}

interface Work {
  readonly feeds: Feeds;
  readonly parts: FeedRunParts;
  readonly given: Given;
}

function isLarge(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) >= LARGE_FEED;
}

/** @returns the feed as it ended, now or when it was sent before */
async function runFile({ feeds, parts, given }: Work, file: string): Promise<{ feed: Feed; isNew: boolean }> {
  const { holder } = parts;
  try {
    const { workflow, atomic = false, maxErrors, force = false } = given;
    const { feed, recognised } = await feeds.receive({
      source: fileChunks(file),
      name: basename(file),
      caller: { login: 'cut-adapter', userId: SYSTEM_USER_ID },
      ...(workflow === undefined ? {} : { process: workflow }),
      ...(maxErrors === undefined ? {} : { maxErrors }),
      atomic,
      force,
      holder,
    });
    if (hasEnded(feed)) return { feed, isNew: false };
    const ended = await workOnFeed(parts, recognised ? await feeds.takeOver(feed, holder) : feed);
    tellProgress(feed, { ...feed.checkpoint, offset: feed.size });
    if (ended === undefined)
      throw new Refusal(
        `feed ${feed.id} of ${file} is not worked on here any more; cut-adapter feeds show ${feed.id} says more`,
      );
    return { feed: ended, isNew: true };
  } catch (error) {
    if (error instanceof StoreBusy)
      throw new Refusal('the database is busy; run the command again, and it goes on where it stopped');
    throw error;
  }
}

function warnOfThread(error: unknown): void {
  process.stderr.write(`warning: the feed is read without a thread for it: ${String(error)}\n`);
}

/** For the progress bar; nobody listens when the command has no thread of its own. */
function tellProgress({ name, size }: Feed, { offset, objects }: SplitState): void {
  const news: FeedProgressNews = { name, offset, size, objects };
  parentPort?.postMessage(news);
}

async function print({ feeds, parts, given }: Work, feed: Feed): Promise<void> {
  const rejects = await firstRejects(parts.store, feed);
  const path = feeds.rejectsPath(feed);
  process.stdout.write(REPORT_PRINTERS[given.format](reportOf(feed), rejects));
  if (path !== undefined) process.stderr.write(`Rejected objects, ${rejectsAdvice(feed.status)}: ${path}\n`);
}

/** @throws InvalidArgumentError */
function parseServer(value: string): string {
  try {
    return webAddress.parse(value, process.cwd());
  } catch {
    throw new InvalidArgumentError(`It must be ${webAddress.expects}, without user and password.`);
  }
}

/** @throws InvalidArgumentError */
function parseMaxErrors(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(value);
}
