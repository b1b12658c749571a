import { type Client, createClientAsync, type IHttpClient } from 'soap';
import type { SoapTransportEntry } from '../../model/partner.ts';
import { type FoundOperation, findOperation } from './find-operation.ts';
import type { OperationInput } from './operation-input.ts';
import { UnresolvedReference } from './references.ts';
import { type SoapSecurity, securityHeaders } from './soap-security.ts';
import { WsdlFiles } from './wsdl-files.ts';

/** What is posted for one call. */
export interface SoapRequest {
  readonly envelope: string;
  readonly headers: Readonly<Record<string, string>>;
}

type OperationEntry = Pick<SoapTransportEntry, 'folder' | 'wsdl' | 'operation' | 'port' | 'version'>;

interface SoapOperationParts {
  readonly composed: ComposedRequests;
  readonly entry: OperationEntry;
  readonly security: SoapSecurity;
}

/** An operation of a WSDL. Package `soap` reads the WSDL and writes the envelopes; it is given no connection. */
export class SoapOperation {
  readonly input: OperationInput;
  /** In the WSDL. */
  readonly address: string;
  readonly #client: Client;
  readonly #call: (content: { readonly _xml: string }) => void;
  readonly #security: SoapSecurity;
  readonly #composed: ComposedRequests;

  /** @throws UnresolvedReference when the WSDL cannot be read, or does not have the operation as it is wanted */
  static async read(entry: OperationEntry, security: SoapSecurity): Promise<SoapOperation> {
    const files = new WsdlFiles(entry);
    const composed = new ComposedRequests(files);
    const client = await createClientAsync(files.main, {
      disableCache: true,
      httpClient: composed,
      wsdl_options: {
        overrideImportLocation: (_path: string, from: string, named: string) => files.locate(from, named),
      },
      forceSoap12Headers: entry.version === '1.2',
    }).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new UnresolvedReference(`the WSDL ${entry.wsdl} cannot be read: ${reason}`);
    });
    const found = findOperation(client, files.definitions, entry);
    return new SoapOperation(client, found, { composed, entry, security });
  }

  private constructor(client: Client, { service, port, address, input }: FoundOperation, parts: SoapOperationParts) {
    const { composed, entry, security } = parts;
    this.#client = client;
    this.#composed = composed;
    this.#security = security;
    this.input = input;
    this.address = address;
    this.#call = (content) => client[service][port][entry.operation](content, () => {});
  }

  /** @param body what stands in the SOAP body */
  compose(body: string): SoapRequest {
    this.#client.clearSoapHeaders();
    this.#client.setSecurity(securityHeaders(this.#security) ?? {});
    this.#call({ _xml: body });
    return this.#composed.take();
  }
}

/** Stands where package `soap` wants a connection: gives it the files of the WSDL, and keeps what it would send. */
class ComposedRequests implements IHttpClient {
  readonly #files: WsdlFiles;
  #last: SoapRequest | undefined;

  constructor(files: WsdlFiles) {
    this.#files = files;
  }

  request(
    url: string,
    envelope: string | null,
    callback: (error: null, response: { status: number }, text: string) => void,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<never> {
    if (envelope === null) callback(null, { status: 200 }, this.#files.text(url));
    else this.#last = { envelope, headers };
    return new Promise<never>(() => {});
  }

  take(): SoapRequest {
    const request = this.#last;
    if (request === undefined) throw new RangeError('nothing was composed');
    this.#last = undefined;
    return request;
  }
}
