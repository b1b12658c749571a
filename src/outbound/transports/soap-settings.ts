import type { SoapTransportEntry, Subscription } from '../../model/partner.ts';
import { reasonOf } from './credentials.ts';
import { type HttpSettings, httpSettings, refuseInClear } from './http-settings.ts';
import type { OperationInput } from './operation-input.ts';
import { type ReferenceSources, resolveReference, UnresolvedReference } from './references.ts';
import { SoapOperation } from './soap-operation.ts';
import type { SoapSecurity } from './soap-security.ts';

/** What of `partners.yaml` a SOAP transport needs, with all references resolved and the WSDL read. */
export interface SoapSettings {
  readonly connection: HttpSettings;
  readonly operation: SoapOperation;
  readonly content: SoapTransportEntry['content'];
}

/** @throws UnresolvedReference also when the WSDL does not have the operation, or has it in a style that is not spoken here */
export async function soapSettings(
  entry: SoapTransportEntry,
  receives: readonly Subscription[],
  sources: ReferenceSources,
): Promise<SoapSettings> {
  const operation = await SoapOperation.read(entry, securityOf(entry, sources));
  checkSignature(operation);
  checkParts(operation.input, receives);
  const connection = httpSettings({ ...entry, url: entry.url ?? operation.address }, sources);
  if (entry.usernameToken?.passwordType === 'text') refuseInClear(connection.url);
  return { connection, operation, content: entry.content };
}

/** @throws UnresolvedReference when nothing can be signed with the key */
function checkSignature(operation: SoapOperation): void {
  try {
    operation.compose('');
  } catch (error) {
    throw new UnresolvedReference(
      `the key of signature must be PEM, with its passphrase; OpenSSL says: ${reasonOf(error)}`,
    );
  }
}

/** @throws UnresolvedReference when it is not known which part of a message is to hold an integration object */
function checkParts(input: OperationInput, receives: readonly Subscription[]): void {
  const plain = receives.filter(({ map }) => map === undefined).map(({ process }) => process);
  if (input.style === 'document' || input.parts.length === 1 || plain.length === 0) return;
  const parts = input.parts.map(({ name }) => name).join(', ') || 'none';
  throw new UnresolvedReference(
    `the operation ${input.name} in rpc style has not one part but several or none (${parts}): give ${plain.join(', ')} a map that makes its element, {${input.namespace}}${input.name}`,
  );
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
