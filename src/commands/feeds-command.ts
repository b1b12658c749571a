import { Command, InvalidArgumentError, Option } from 'commander';
import type { Feed } from '../feed/feed.ts';
import { FeedControl } from '../feed/feed-control.ts';
import { purgeFeeds } from '../feed/purge-feeds.ts';
import { reportOf } from '../feed/report/feed-report.ts';
import { firstRejects } from '../feed/run/finish-feed.ts';
import { workOnFeed } from '../feed/run/work-on-feed.ts';
import { sweepSpool } from '../feed/sweep-spool.ts';
import { parseDuration } from '../model/duration.ts';
import { escapeControls } from '../telemetry/escape-controls.ts';
import { addOptions, commandOptions, DATABASE_OPTIONS } from './command-options.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';
import { openFeeds, openSpool } from './open-feeds.ts';
import { REPORT_PRINTERS, type ReportFormat } from './report-printers.ts';
import { SYSTEM_USER_ID } from './seed-database.ts';
import { withService } from './with-service.ts';

const HELP = `
A feed is Waiting, Running, Paused, Finished, Stopped (it is broken, or had too many mistakes), Refused (as a whole) or Cancelled. The service may be running meanwhile: whoever
works on a feed notices at its next chunk.

Examples:
  cut-adapter feeds list
  cut-adapter feeds show 20261126-130509-4f2a9c --format json
  cut-adapter feeds pause 20261126-130509-4f2a9c
  cut-adapter feeds purge --older-than 30d

${EXIT_CODES_HELP}`;

const MOST = 1000;

export function feedsCommand(): Command {
  return new Command('feeds')
    .summary('see batch feeds, pause, resume, cancel or forget them')
    .description('Shows batch feeds, pauses, resumes and cancels them, and forgets those that have ended.')
    .addHelpText('after', HELP)
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(changeCommand('pause', 'leave a feed where it is, until it is resumed', 'paused'))
    .addCommand(
      changeCommand(
        'resume',
        'let a paused feed go on, where a service works on feeds',
        'waits for a service to go on with it',
      ),
    )
    .addCommand(cancelCommand())
    .addCommand(purgeCommand());
}

function listCommand(): Command {
  const command = new Command('list')
    .description('print feeds, one a line, the newest first')
    .addOption(new Option('--limit <count>', 'so many').argParser(atMost).default(20));
  return addOptions(command, DATABASE_OPTIONS).action(({ limit }: { limit: number }) =>
    withService(command, 'read', async ({ store }) => {
      const feeds = await new FeedControl(store).list(limit);
      process.stdout.write(feeds.map(line).join(''));
    }),
  );
}

function line(feed: Feed): string {
  const { id, status, percent, objects, rejected, name } = reportOf(feed);
  return `${id}  ${status.padEnd(9)}  ${`${percent} %`.padStart(5)}  ${objects} objects, ${rejected} rejected  ${escapeControls(name)}\n`;
}

function showCommand(): Command {
  const command = new Command('show')
    .description('print what has become of a feed')
    .argument('<id>')
    .addOption(new Option('--format <format>', 'how to report').choices(Object.keys(REPORT_PRINTERS)).default('text'));
  return addOptions(command, DATABASE_OPTIONS).action((id: string, { format }: { format: ReportFormat }) =>
    withService(command, 'read', async ({ store }) => {
      const feed = await new FeedControl(store).show(id);
      process.stdout.write(REPORT_PRINTERS[format](reportOf(feed), await firstRejects(store, feed)));
    }),
  );
}

function changeCommand(name: 'pause' | 'resume', description: string, done: string): Command {
  const command = new Command(name).description(description).argument('<id>');
  return addOptions(command, DATABASE_OPTIONS).action((id: string) =>
    withService(command, 'write', async ({ store }) => {
      const feed = await new FeedControl(store)[name](id);
      process.stdout.write(`${feed.id} (${escapeControls(feed.name)}) ${done}\n`);
    }),
  );
}

/** Ends the feed here, unless a service has done so by then. */
function cancelCommand(): Command {
  const command = new Command('cancel').description('stop a feed for good; what it has written stays').argument('<id>');
  return addOptions(command, [...DATABASE_OPTIONS, 'bodyLimit', 'feedLimit', 'feedAtomicLimit']).action((id: string) =>
    withService(command, 'write', async (service) => {
      const control = new FeedControl(service.store);
      const { feeds, parts } = openFeeds(service, commandOptions(command).options);
      const cancelled = await control.cancel(id);
      if (feeds.isHere(cancelled)) {
        const taken = await feeds.takeIfFree(cancelled, parts.holder);
        if (taken !== undefined) await workOnFeed(parts, taken);
      }
      process.stdout.write(`${cancelled.id} (${escapeControls(cancelled.name)}) cancelled\n`);
    }),
  );
}

function purgeCommand(): Command {
  const command = new Command('purge')
    .description('forget feeds that have ended, and delete the files of their rejected objects')
    .requiredOption('--older-than <duration>', 'those that ended so long ago, such as 12h or 30d', age);
  return addOptions(command, [...DATABASE_OPTIONS, 'feedLimit']).action(({ olderThan }: { olderThan: number }) =>
    withService(command, 'write', async ({ store }) => {
      const spool = openSpool(commandOptions(command).options);
      const count = await purgeFeeds(store, spool, olderThan, { by: SYSTEM_USER_ID, source: 'feeds command' });
      const files = await sweepSpool(store, spool);
      process.stdout.write(`${count} feeds purged${files > 0 ? `, and ${files} files that were left behind` : ''}\n`);
    }),
  );
}

/** @throws InvalidArgumentError */
function age(text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined) throw new InvalidArgumentError('it must be a duration such as 12h or 30d.');
  return milliseconds;
}

/** @throws InvalidArgumentError */
function atMost(text: string): number {
  const count = Number(text);
  if (!/^\d{1,4}$/.test(text) || count < 1 || count > MOST)
    throw new InvalidArgumentError(`it must be a whole number, 1 to ${MOST}.`);
  return count;
}
