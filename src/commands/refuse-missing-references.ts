import type { Options } from '../config/options.ts';
import type { Model } from '../model/model.ts';
import { TransportsUnavailable } from '../outbound/transports/create-transports.ts';
import { missingReferences } from '../outbound/transports/references.ts';

/**
 * Looks whether all is there that partners and queues refer to, so that somebody who sets up a service hears of everything at once.
 * @throws TransportsUnavailable with everything that is missing
 */
export function refuseMissingReferences({ partners, queues }: Model, { dataDir: directory }: Options): void {
  const sources = { environment: process.env, directory };
  const missing = (what: string, entry: object) =>
    missingReferences(entry, sources).map((problem) => `${what}: ${problem}`);
  const problems = [
    ...partners.flatMap(({ name, transport }) => missing(`partner ${name}`, transport)),
    ...queues.flatMap(({ name, amqp }) => missing(`queue ${name}`, amqp)),
  ];
  if (problems.length > 0) throw new TransportsUnavailable(problems);
}
