import { Command } from 'commander';
import type { Model, WorkflowProcess } from '../model/model.ts';
import { addOptions, DATABASE_OPTIONS } from './command-options.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';
import { findProcess } from './find-by-name.ts';
import type { OpenService } from './open-service.ts';
import { outboxControl } from './outbox-control.ts';
import { Refusal } from './refusal.ts';
import { runProcess } from './run-process.ts';
import { withService } from './with-service.ts';

const HELP = `
Puts one delivery for each partner that gets this process's messages into the outbox, and prints the id of the message. The running
service delivers it, at once or when it starts next.

Examples:
  cut-adapter send "CUT Send Account Data" 1-2A7QK
  cut-adapter send CUTSendAccountData 1-2A7QK

${EXIT_CODES_HELP}`;

export function sendCommand(): Command {
  const command = new Command('send')
    .summary('send an object to the partners')
    .description('Runs a Send process: sends an object to the partners that get it.')
    .argument('<process>', 'Send process, by its name or that of its operation')
    .argument('<object-id>', 'row id of the record');
  return addOptions(command, DATABASE_OPTIONS)
    .addHelpText('after', HELP)
    .action((name: string, objectId: string) =>
      withService(command, 'write', async (service) => {
        const sending = findProcess(service.model, name);
        refuseWithoutReceivers(service.model, sending);
        const { properties } = await runProcess(service, sending, objectId);
        const texts = [...properties].flatMap(([property, value]) =>
          typeof value === 'string' && value !== '' ? [[property, value] as const] : [],
        );
        for (const [property, value] of texts) process.stdout.write(`${property}: ${value}\n`);
        const partners = await partnersOf(
          service,
          texts.map(([, value]) => value),
        );
        process.stdout.write(`Partners: ${partners.join(', ') || 'none, since no condition in partners.yaml holds'}\n`);
      }),
    );
}

/** @throws Refusal when nobody gets what this process puts out */
function refuseWithoutReceivers({ partners }: Model, { name, operation }: WorkflowProcess): void {
  if (partners.some(({ receives }) => receives.some(({ process }) => process === name))) return;
  throw new Refusal(`no partner gets the messages of ${operation}; partners.yaml says who gets what`);
}

/** Who gets the message whose id is among these values. */
async function partnersOf(service: OpenService, values: readonly string[]): Promise<readonly string[]> {
  const control = outboxControl(service);
  const deliveries = await Promise.all(values.map((messageId) => control.list({ messageId, limit: 1000 })));
  return deliveries.flat().map(({ partner }) => partner);
}
