import { Command } from 'commander';
import type { Model, WorkflowProcess } from '../model/model.ts';
import { addOptions, DATABASE_OPTIONS } from './command-options.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';
import { findProcess } from './find-by-name.ts';
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
        const receivers = receiversOf(service.model, sending);
        const { properties } = await runProcess(service, sending, objectId);
        const texts = [...properties].filter(([, value]) => typeof value === 'string' && value !== '');
        for (const [property, value] of texts) process.stdout.write(`${property}: ${String(value)}\n`);
        process.stdout.write(`Partners: ${receivers.join(', ')}\n`);
      }),
    );
}

/** @throws Refusal when nobody gets what this process puts out */
function receiversOf({ partners }: Model, { name, operation }: WorkflowProcess): readonly string[] {
  const receivers = partners.filter(({ receives }) => receives.includes(name)).map((partner) => partner.name);
  if (receivers.length === 0)
    throw new Refusal(`no partner gets the messages of ${operation}; partners.yaml says who gets what`);
  return receivers;
}
