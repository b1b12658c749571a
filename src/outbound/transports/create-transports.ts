import { resolve } from 'node:path';
import type { Partner } from '../../model/partner.ts';
import { amqpSettings } from './amqp-settings.ts';
import { FileTransport } from './file-transport.ts';
import { httpSettings } from './http-settings.ts';
import { type ReferenceSources, UnresolvedReference } from './references.ts';
import type { Transport } from './transport.ts';

/** Partners that cannot be served: what is missing, one line each. */
export class TransportsUnavailable extends Error {
  override readonly name = 'TransportsUnavailable';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/**
 * The ways to the partners, by name of the partner.
 * @throws TransportsUnavailable with everything that is missing
 */
export async function createTransports(
  partners: readonly Partner[],
  sources: ReferenceSources,
): Promise<ReadonlyMap<string, Transport>> {
  const problems: string[] = [];
  const transports = new Map<string, Transport>();
  for (const partner of partners) {
    try {
      transports.set(partner.name, await createTransport(partner, sources));
    } catch (error) {
      if (!(error instanceof UnresolvedReference)) throw error;
      problems.push(`partner ${partner.name}: ${error.message}`);
    }
  }
  if (problems.length > 0) throw new TransportsUnavailable(problems);
  return transports;
}

async function createTransport(
  { transport, concurrency, receives }: Partner,
  sources: ReferenceSources,
): Promise<Transport> {
  // The libraries of a transport are loaded when there is such a partner: they take a part of the start.
  switch (transport.kind) {
    case 'file':
      return new FileTransport(resolve(sources.directory, transport.directory), transport.name);
    case 'amqp': {
      const { AmqpTransport } = await import('./amqp-transport.ts');
      return new AmqpTransport({
        broker: amqpSettings(transport, sources),
        address: transport.address,
        contentType: transport.contentType,
      });
    }
    case 'http': {
      const { HttpTransport } = await import('./http-transport.ts');
      return new HttpTransport({
        ...httpSettings(transport, sources),
        contentType: transport.contentType,
        connections: concurrency,
      });
    }
    case 'soap': {
      const { soapSettings } = await import('./soap-settings.ts');
      const { SoapTransport } = await import('./soap-transport.ts');
      const settings = await soapSettings(transport, receives, sources);
      return new SoapTransport({ ...settings, connections: concurrency });
    }
  }
}
