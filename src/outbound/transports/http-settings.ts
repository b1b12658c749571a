import type { HttpTransportEntry } from '../../model/partner.ts';
import { credentials, isThisMachine, type TlsSettings, tlsSettings } from './credentials.ts';
import { type ReferenceSources, resolveReference, UnresolvedReference } from './references.ts';

/** What of `partners.yaml` an HTTP connection needs, with all references resolved. */
export interface HttpSettings {
  readonly url: URL;
  readonly basic?: { readonly user: string; readonly password: string };
  readonly tls: TlsSettings;
}

/**
 * @throws UnresolvedReference also when the address is none, or would show credentials to everybody on the way
 */
export function httpSettings(
  { url, basic, tls = {} }: Pick<HttpTransportEntry, 'url' | 'basic' | 'tls'>,
  sources: ReferenceSources,
): HttpSettings {
  const address = httpAddress(resolveReference(url, sources));
  if (basic !== undefined) refuseInClear(address);
  return { url: address, ...(basic && { basic: credentials(basic, sources) }), tls: tlsSettings(tls, sources) };
}

/** @throws UnresolvedReference */
function httpAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '')
    throw new UnresolvedReference('the url is no address such as https://billing.example.com/in, without a user in it');
  return url;
}

/** @throws UnresolvedReference when a password would go over a network as it is */
export function refuseInClear({ protocol, hostname }: URL): void {
  if (protocol === 'https:' || isThisMachine(hostname)) return;
  throw new UnresolvedReference('credentials go to another machine only by https');
}
