import { createSecureContext } from 'node:tls';
import type { PartnerCredentials, PartnerTls } from '../../model/partner.ts';
import { type ReferenceSources, resolveReference, UnresolvedReference } from './references.ts';

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

/** @throws UnresolvedReference also when OpenSSL cannot use what is there */
export function tlsSettings(tls: PartnerTls, sources: ReferenceSources): TlsSettings {
  const { authority: ca, certificate: cert, key, passphrase } = tls;
  const given = Object.entries({ ca, cert, key, passphrase }).flatMap(([name, reference]) =>
    reference === undefined ? [] : [[name, resolveReference(reference, sources)] as const],
  );
  const settings: TlsSettings = Object.fromEntries(given);
  try {
    createSecureContext(settings);
  } catch (error) {
    throw new UnresolvedReference(
      `certificate and key of tls must be PEM, the key that of the certificate, with its passphrase; OpenSSL says: ${reasonOf(error)}`,
    );
  }
  return settings;
}

/** What OpenSSL says, without its numbers. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && 'reason' in error ? String(error.reason) : String(error);
}

/** Whether what is sent there goes over no network, where others could read it. */
export function isThisMachine(hostname: string): boolean {
  return /^(127\.[\d.]+|localhost|\[::1\])$/.test(hostname);
}
