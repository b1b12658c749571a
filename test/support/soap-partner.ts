import { createHash } from 'node:crypto';
import { createServer as createTlsServer } from 'node:https';
import { join } from 'node:path';
import { certificate } from './certificates.ts';
import { startSoapService } from './soap-service.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** For `partners.yaml`. */
export const PARTNER_WSDL = { folder: ROOT, wsdl: 'wsdl/account.wsdl' } as const;
export const PARTNER_USER = { user: 'cut', password: 'sëcret & <more>' };

/** A back-office system with a SOAP service, made with package `soap`: it knows the operations of `account.wsdl`. */
export interface SoapPartner {
  readonly url: string;
  /** What `CUTReceiveAccountData` was called with, as package `soap` understood it. */
  readonly received: readonly unknown[];
  stop(): Promise<void>;
}

export interface SoapPartnerOptions {
  /** Calls need a UsernameToken of `PARTNER_USER`, with the password in this form. */
  readonly passwordType?: 'text' | 'digest';
  /** By https, and with a certificate of the caller's. */
  readonly tls?: boolean;
  /** Faults with this text. */
  readonly fault?: string;
}

export async function startSoapPartner({
  passwordType,
  tls = false,
  fault,
}: SoapPartnerOptions = {}): Promise<SoapPartner> {
  const received: unknown[] = [];
  const operations = {
    CUTReceiveAccountData(message: unknown) {
      if (fault !== undefined) throw { Fault: { faultcode: 'soap:Server', faultstring: fault } };
      received.push(message);
      return { Error_spcCode: '', Error_spcMessage: '' };
    },
  };
  const { url, stop } = await startSoapService({
    wsdl: join(ROOT, PARTNER_WSDL.wsdl),
    services: { CUTAccount: { CUTAccountPort: operations, CUTAccountPort12: operations } },
    path: '/soap/account',
    ...(tls && { server: createTlsServer(WITH_CERTIFICATES) }),
    ...(passwordType && { authenticate: (security: Security) => isPartnerUser(security, passwordType) }),
  });
  return { url, received, stop };
}

const WITH_CERTIFICATES = {
  cert: certificate('server.crt'),
  key: certificate('server.key'),
  ca: certificate('authority.crt'),
  requestCert: true,
  rejectUnauthorized: true,
};

interface Security {
  readonly UsernameToken?: {
    readonly Username: string;
    readonly Password: { readonly $value: string; readonly attributes: { readonly Type: string } };
    readonly Nonce: { readonly $value: string };
    readonly Created: string;
  };
}

/** As the UsernameToken Profile says: the digest is Base64(SHA-1(nonce + created + password)). */
function isPartnerUser({ UsernameToken: token }: Security, passwordType: 'text' | 'digest'): boolean {
  if (token === undefined || token.Username !== PARTNER_USER.user) return false;
  const { $value: sent, attributes } = token.Password;
  if (passwordType === 'text') return attributes.Type.endsWith('#PasswordText') && sent === PARTNER_USER.password;
  const digest = createHash('sha1')
    .update(Buffer.from(token.Nonce.$value, 'base64'))
    .update(token.Created + PARTNER_USER.password, 'utf8')
    .digest('base64');
  return attributes.Type.endsWith('#PasswordDigest') && sent === digest;
}
