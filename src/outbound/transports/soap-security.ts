import { type ISecurity, WSSecurity, WSSecurityCert, WSSecurityPlusCert } from 'soap';

/** WS-Security 1.0 headers: UsernameToken Profile 1.0, X.509 Certificate Token Profile 1.0. */
export interface SoapSecurity {
  readonly usernameToken?: {
    readonly user: string;
    readonly password: string;
    readonly passwordType: 'text' | 'digest';
  };
  /** PEM texts; `passphrase` of the key, empty when it has none. */
  readonly signature?: { readonly certificate: string; readonly key: string; readonly passphrase: string };
}

/** The headers of one message: a nonce and a time stamp are for one only, and so is the signer's memory of what it has signed. */
export function securityHeaders({ usernameToken, signature }: SoapSecurity): ISecurity | undefined {
  const token =
    usernameToken &&
    new WSSecurity(usernameToken.user, usernameToken.password, {
      passwordType: usernameToken.passwordType === 'text' ? 'PasswordText' : 'PasswordDigest',
      // a signature brings a time stamp of its own, and there is one for a message
      hasTimeStamp: signature === undefined,
      hasNonce: true,
      hasTokenCreated: true,
    });
  const signer =
    signature &&
    new WSSecurityCert(signature.key, signature.certificate, signature.passphrase, {
      signerOptions: { idMode: 'wssecurity' },
    });
  return token && signer ? new WSSecurityPlusCert(token, signer) : (token ?? signer);
}
