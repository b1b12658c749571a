import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type IServices, listen, type Server as SoapServer } from 'soap';

/** A SOAP service made with package `soap`. */
export interface SoapService {
  /** Of its server, `http://127.0.0.1:40123`, and its path. */
  readonly url: string;
  /** The envelopes that came, as they came. */
  readonly envelopes: readonly string[];
  stop(): Promise<void>;
}

interface SoapServiceOptions {
  /** Path of the WSDL. */
  readonly wsdl: string;
  /** What the operations do, by service and port. */
  readonly services: IServices;
  readonly path?: string;
  /** One that speaks https, say. */
  readonly server?: Server;
  readonly authenticate?: SoapServer['authenticate'];
}

/** Starts it on a free port. */
export async function startSoapService({
  wsdl,
  services,
  path = '/in',
  server = createServer(),
  authenticate,
}: SoapServiceOptions): Promise<SoapService> {
  const envelopes: string[] = [];
  const soapServer = await new Promise<SoapServer>((resolve, reject) => {
    const running: SoapServer = listen(server, {
      path,
      services,
      xml: readFileSync(wsdl, 'utf8'),
      uri: wsdl,
      callback: (error: unknown) => (error ? reject(error) : resolve(running)),
    });
  });
  if (authenticate !== undefined) soapServer.authenticate = authenticate;
  soapServer.log = (type, envelope) => {
    if (type === 'received') envelopes.push(String(envelope));
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${'setSecureContext' in server ? 'https' : 'http'}://127.0.0.1:${port}${path}`,
    envelopes,
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
