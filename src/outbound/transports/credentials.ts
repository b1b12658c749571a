import type { PartnerCredentials, PartnerTls } from '../../model/partner.ts';
import { type ReferenceSources, resolveReference } from './references.ts';

/** As `tls.connect` takes it. */
export interface TlsSettings {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
}

/** @throws UnresolvedReference */
export function credentials({ user, password }: PartnerCredentials, sources: ReferenceSources) {
  return { user: resolveReference(user, sources), password: resolveReference(password, sources) };
}

/** @throws UnresolvedReference */
export function tlsSettings(tls: PartnerTls, sources: ReferenceSources): TlsSettings {
  const { authority: ca, certificate: cert, key, passphrase } = tls;
  const given = Object.entries({ ca, cert, key, passphrase }).flatMap(([name, reference]) =>
    reference === undefined ? [] : [[name, resolveReference(reference, sources)] as const],
  );
  return Object.fromEntries(given);
}

/** Whether what is sent there goes over no network, where others could read it. */
export function isThisMachine(hostname: string): boolean {
  return /^(127\.[\d.]+|localhost|\[::1\])$/.test(hostname);
}
