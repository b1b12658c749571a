import type { HttpTransportEntry, PartnerCredentials, PartnerTls } from '../../model/partner.ts';
import { type ReferenceSources, resolveReference, UnresolvedReference } from './references.ts';

/** What of `partners.yaml` an HTTP connection needs, with all references resolved. */
export interface HttpSettings {
  readonly url: URL;
  readonly basic?: { readonly user: string; readonly password: string };
  /** As `tls.connect` takes it. */
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string; readonly passphrase?: string };
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
  if (protocol === 'https:' || /^(127\.[\d.]+|localhost|\[::1\])$/.test(hostname)) return;
  throw new UnresolvedReference('credentials go to another machine only by https');
}

function credentials({ user, password }: PartnerCredentials, sources: ReferenceSources) {
  return { user: resolveReference(user, sources), password: resolveReference(password, sources) };
}

function tlsSettings(tls: PartnerTls, sources: ReferenceSources): HttpSettings['tls'] {
  const { authority: ca, certificate: cert, key, passphrase } = tls;
  const given = Object.entries({ ca, cert, key, passphrase }).flatMap(([name, reference]) =>
    reference === undefined ? [] : [[name, resolveReference(reference, sources)] as const],
  );
  return Object.fromEntries(given);
}
