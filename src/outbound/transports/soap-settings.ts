import type { SoapTransportEntry } from '../../model/partner.ts';
import { type HttpSettings, httpSettings, refuseInClear } from './http-settings.ts';
import { type ReferenceSources, resolveReference } from './references.ts';
import { SoapOperation } from './soap-operation.ts';
import type { SoapSecurity } from './soap-security.ts';

/** What of `partners.yaml` a SOAP transport needs, with all references resolved and the WSDL read. */
export interface SoapSettings {
  readonly connection: HttpSettings;
  readonly operation: SoapOperation;
  readonly content: SoapTransportEntry['content'];
}

/** @throws UnresolvedReference also when the WSDL does not have the operation, or has it in a style that is not spoken here */
export async function soapSettings(entry: SoapTransportEntry, sources: ReferenceSources): Promise<SoapSettings> {
  const operation = await SoapOperation.read(entry, securityOf(entry, sources));
  const connection = httpSettings({ ...entry, url: entry.url ?? operation.address }, sources);
  if (entry.usernameToken?.passwordType === 'text') refuseInClear(connection.url);
  return { connection, operation, content: entry.content };
}

function securityOf({ usernameToken, signature }: SoapTransportEntry, sources: ReferenceSources): SoapSecurity {
  return {
    ...(usernameToken && {
      usernameToken: {
        user: resolveReference(usernameToken.user, sources),
        password: resolveReference(usernameToken.password, sources),
        passwordType: usernameToken.passwordType,
      },
    }),
    ...(signature && {
      signature: {
        certificate: resolveReference(signature.certificate, sources),
        key: resolveReference(signature.key, sources),
        passphrase: signature.passphrase === undefined ? '' : resolveReference(signature.passphrase, sources),
      },
    }),
  };
}
