import { Command, InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../model/duration.ts';
import type { Model } from '../model/model.ts';
import {
  type DeliveryDetails,
  type DeliveryFilter,
  type DeliveryRecord,
  type OutboxControl,
  OutboxRefusal,
} from '../outbound/outbox-control.ts';
import type { DeliveryStatus } from '../outbound/outbox-rows.ts';
import { purgeOutbox } from '../outbound/purge.ts';
import { escapeControls } from '../telemetry/escape-controls.ts';
import { addOptions, DATABASE_OPTIONS } from './command-options.ts';
import { EXIT, EXIT_CODES_HELP } from './exit-codes.ts';
import { assertPartner } from './find-by-name.ts';
import { outboxControl } from './outbox-control.ts';
import { SYSTEM_USER_ID } from './seed-database.ts';
import { withService } from './with-service.ts';

const HELP = `
A delivery is one message to one partner. It is Pending, Queued behind an older one of the same object, Delivered, Dead (a dead letter: the partner
refused it too often, or was not to be had for too long) or Skipped. The service may be running meanwhile.

Examples:
  cut-adapter outbox list --status dead
  cut-adapter outbox show 1-1000042
  cut-adapter outbox retry 1-1000042
  cut-adapter outbox retry --partner billing
  cut-adapter outbox skip 1-1000042
  cut-adapter outbox purge --older-than 30d --dead

${EXIT_CODES_HELP}`;

/** What is wanted of several deliveries at once, at most. */
const MOST = 10_000;

export function outboxCommand(): Command {
  return new Command('outbox')
    .summary('see and mend what partners are to get')
    .description('Shows what partners are to get, and mends what went wrong.')
    .addHelpText('after', HELP)
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(retryCommand())
    .addCommand(skipCommand())
    .addCommand(purgeCommand());
}

const STATUSES: Readonly<Record<string, DeliveryStatus>> = {
  pending: 'Pending',
  queued: 'Queued',
  delivered: 'Delivered',
  dead: 'Dead',
  skipped: 'Skipped',
};

function listCommand(): Command {
  const command = new Command('list')
    .description('print deliveries, one a line, oldest first')
    .addOption(new Option('--status <status>', 'only those').choices(Object.keys(STATUSES)))
    .option('--partner <name>', 'only those to this partner')
    .option('--object <row-id>', 'only those of this object')
    .option('--limit <count>', 'at most so many', atMost, 100)
    .option('--json', 'one JSON object a line');
  return addOptions(command, DATABASE_OPTIONS).action((flags: ListFlags) =>
    withService(command, 'read', async (service) => {
      const deliveries = await outboxControl(service).list(filterOf(flags));
      // One that was taken out of partners.yaml may still have deliveries.
      if (deliveries.length === 0 && flags.partner !== undefined) assertPartner(service.model, flags.partner);
      const lines = flags.json ? deliveries.map((delivery) => JSON.stringify(delivery)) : table(deliveries);
      for (const line of lines) process.stdout.write(`${line}\n`);
      if (deliveries.length === flags.limit)
        process.stderr.write(`these are the oldest ${flags.limit}; there may be more: --limit\n`);
    }),
  );
}

interface ListFlags {
  readonly status?: string;
  readonly partner?: string;
  readonly object?: string;
  readonly limit: number;
  readonly json?: true;
}

function filterOf({ status = '', partner, object, limit }: ListFlags): DeliveryFilter {
  const wanted = STATUSES[status];
  return {
    ...(wanted && { status: wanted }),
    ...(partner !== undefined && { partner }),
    ...(object !== undefined && { objectId: object }),
    limit,
  };
}

function table(deliveries: readonly DeliveryRecord[]): readonly string[] {
  const rows = deliveries.map((delivery) => [
    delivery.rowId,
    delivery.status,
    delivery.partner,
    delivery.process,
    delivery.objectId,
    `message ${delivery.messageId}`,
    `${delivery.tries} ${delivery.tries === 1 ? 'try' : 'tries'}`,
    delivery.status === 'Pending' && delivery.tries > 0 ? `next ${delivery.nextTry}` : delivery.delivered,
    escapeControls(delivery.lastError),
  ]);
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function showCommand(): Command {
  const command = new Command('show')
    .description('print a delivery with every try and what the partner answered')
    .argument('<id>', 'row id of the delivery, or id of its message')
    .option('--json', 'as one JSON object');
  return addOptions(command, DATABASE_OPTIONS).action((id: string, { json }: { json?: true }) =>
    withService(command, 'read', async (service) => {
      const details = await outboxControl(service).show(id);
      process.stdout.write(json ? `${JSON.stringify(details, undefined, 2)}\n` : describe(details));
    }),
  );
}

function describe({ payload, history, ...facts }: DeliveryDetails): string {
  const lines = Object.entries(facts).flatMap(([name, value]) =>
    value === '' ? [] : [`${name}: ${escapeControls(String(value))}`],
  );
  for (const { number, started, duration, outcome, problem, status, answer } of history) {
    lines.push(`try ${number} at ${started}, ${duration} ms: ${outcome}${status && ` (HTTP ${status})`}`);
    if (problem !== '') lines.push(`  ${escapeControls(problem)}`);
    if (answer !== '')
      lines.push(...answer.split(/\r?\n/).map((line) => `  | ${escapeControls(line.replaceAll('\t', '  '))}`));
  }
  return `${lines.join('\n')}\n${payload === '' ? '' : `\n${payload}`}`;
}

function retryCommand(): Command {
  const command = new Command('retry')
    .description('try a dead letter again, or a pending delivery at once')
    .argument('[id]', 'row id of the delivery, or id of its message')
    .option('--partner <name>', 'all dead letters of this partner');
  return addOptions(command, DATABASE_OPTIONS).action((id: string | undefined, flags: { partner?: string }) =>
    withService(command, 'write', async (service) => {
      if ((id === undefined) === (flags.partner === undefined)) command.error('error: name a delivery, or a --partner');
      const control = outboxControl(service);
      if (id !== undefined) say('tried again', await control.retry(id));
      else await retryAll(control, service.model, flags.partner ?? '');
    }),
  );
}

async function retryAll(control: OutboxControl, model: Model, partner: string): Promise<void> {
  const dead = await control.list({ status: 'Dead', partner, limit: MOST });
  if (dead.length === 0) assertPartner(model, partner);
  let count = 0;
  for (const { rowId } of dead) {
    try {
      say('tried again', await control.retry(rowId));
      count += 1;
    } catch (error) {
      if (!(error instanceof OutboxRefusal)) throw error;
      process.stderr.write(`${error.message}\n`);
      process.exitCode = EXIT.refused;
    }
  }
  process.stdout.write(`${count} of ${dead.length} dead letters tried again\n`);
  if (dead.length === MOST) process.stderr.write('these were the oldest; there may be more: run it again\n');
}

function skipCommand(): Command {
  const command = new Command('skip')
    .description('do not make a delivery; those behind it go on')
    .argument('<id>', 'row id of the delivery, or id of its message');
  return addOptions(command, DATABASE_OPTIONS).action((id: string) =>
    withService(command, 'write', async (service) => say('skipped', await outboxControl(service).skip(id))),
  );
}

function say(what: string, { rowId, partner, process: sentBy, objectId }: DeliveryRecord): void {
  process.stdout.write(`${rowId} (${sentBy}, ${objectId}, to ${partner}) ${what}\n`);
}

interface PurgeFlags {
  readonly olderThan: number;
  readonly partner?: string;
  readonly dead?: true;
}

function purgeCommand(): Command {
  const command = new Command('purge')
    .description('delete the records of messages that were delivered or skipped')
    .requiredOption('--older-than <duration>', 'those that have not changed for so long, such as 12h or 30d', age)
    .option('--partner <name>', 'only those to this partner')
    .option('--dead', 'dead letters too: they are lost then');
  return addOptions(command, DATABASE_OPTIONS).action(({ olderThan, partner, dead }: PurgeFlags) =>
    withService(command, 'write', async ({ store }) => {
      const statuses: readonly DeliveryStatus[] = ['Delivered', 'Skipped', ...(dead ? (['Dead'] as const) : [])];
      const options = { age: olderThan, statuses, ...(partner !== undefined && { partner }) };
      const count = await purgeOutbox(store, options, { by: SYSTEM_USER_ID, source: 'outbox command' });
      process.stdout.write(`${count} deliveries purged\n`);
    }),
  );
}

function atMost(text: string): number {
  const count = Number(text);
  if (!/^\d{1,5}$/.test(text) || count < 1 || count > MOST)
    throw new InvalidArgumentError(`it must be a whole number, 1 to ${MOST}.`);
  return count;
}

function age(text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined) throw new InvalidArgumentError('it must be a duration such as 12h or 30d.');
  return milliseconds;
}
