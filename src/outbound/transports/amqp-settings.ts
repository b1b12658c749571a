import type { AmqpSettings } from '../../amqp/amqp-settings.ts';
import type { AmqpEntry } from '../../model/partner.ts';
import { credentials, isThisMachine, tlsSettings } from './credentials.ts';
import { type ReferenceSources, resolveReference, UnresolvedReference } from './references.ts';

const PORTS: Readonly<Record<string, number>> = { 'amqp:': 5672, 'amqps:': 5671 };

/**
 * What of a mapping file an AMQP connection needs, with all references resolved.
 * @throws UnresolvedReference also when the address is none, or would show credentials to everybody on the way
 */
export function amqpSettings({ url, sasl, tls = {} }: AmqpEntry, sources: ReferenceSources): AmqpSettings {
  const { protocol, hostname, port } = brokerAddress(resolveReference(url, sources));
  if (sasl !== undefined && protocol === 'amqp:' && !isThisMachine(hostname))
    throw new UnresolvedReference('credentials go to another machine only by amqps');
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (PORTS[protocol] ?? 0) : Number(port),
    ...(protocol === 'amqps:' && { tls: tlsSettings(tls, sources) }),
    ...(sasl && { sasl: credentials(sasl, sources) }),
  };
}

function brokerAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || PORTS[url.protocol] === undefined || url.hostname === '' || url.username !== '')
    throw new UnresolvedReference('the url is no address such as amqps://broker.example.com, without a user in it');
  return url;
}
