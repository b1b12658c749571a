import { type AddressInfo, connect } from 'node:net';
import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { adapterProcesses } from '../../src/model/adapter-processes.ts';
import type { Component, IntegrationObject, Model, Service, Table, WorkflowProcess } from '../../src/model/model.ts';
import type { HttpOptions, HttpParts } from '../../src/server/http-parts.ts';
import { createHttpServer } from '../../src/server/http-server.ts';
import type { ReadinessState } from '../../src/server/readiness.ts';
import { stopServer } from '../../src/server/stop-server.ts';
import type { SoapRequest, SoapResponse } from '../../src/soap/soap-endpoint.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { createRequestMetrics, metricsText as requestMetricsText } from '../../src/telemetry/metrics.ts';

const NO_FEEDS = new Proxy({} as HttpParts['feeds'], {
  get() {
    throw new Error('this server takes no feeds');
  },
});

const table: Table = { name: 'S_THING', comment: '', columns: new Map(), indexes: [] };
const component = { name: 'Thing', tag: 'Thing', table } as unknown as Component;
const integrationObject: IntegrationObject = {
  name: 'Thing IO',
  tag: 'ListOfThingIo',
  namespace: 'http://www.siebel.com/xml/Thing%20IO',
  businessObject: 'Thing',
  id: 'thing',
  root: component,
  components: new Map(),
};
const getThing: WorkflowProcess = {
  name: 'Get Thing',
  operation: 'GetThing',
  comment: 'Answers <b>"R&D"</b>',
  integrationObject,
  properties: [{ name: 'Object Id', tag: 'Object_spcId', type: 'string', direction: 'inout', comment: '' }],
  steps: [],
};
const thing: Service = { id: 'thing', name: 'ThingService', processes: [getThing] };

const adapter: Service = { id: 'adapter', name: 'ThingAdapter', processes: adapterProcesses(integrationObject) };

/** A model with one service, `thing`, of one operation, `GetThing`, and that of the EAI Siebel Adapter, `adapter`. */
export const SMALL_MODEL: Model = {
  integrationObjects: new Map([[integrationObject.name, integrationObject]]),
  tables: new Map([[table.name, table]]),
  valueLists: new Map(),
  valueMaps: new Map(),
  services: new Map([[thing.id, thing]]),
  siebelAdapter: adapter,
  processes: new Map([[getThing.operation, getThing]]),
  partners: [],
  queues: [],
  policies: [],
};

export interface TestServer {
  readonly app: FastifyInstance;
  readonly address: string;
  readonly port: number;
  readonly requests: readonly SoapRequest[];
  /** Changed by tests: what `/health/ready` goes by. */
  readonly readiness: { state: ReadinessState; ping: () => Promise<void> };
  /** Lines of the log so far. */
  logged(): readonly Record<string, unknown>[];
  stop(patience?: number): Promise<boolean>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface TestServerOptions {
  readonly options?: Partial<HttpOptions>;
  /** Answers calls; default: 200 with the size of the body. */
  readonly answer?: (request: SoapRequest) => Promise<SoapResponse>;
  readonly model?: Model;
  readonly metricsText?: HttpParts['metricsText'];
  readonly contract?: HttpParts['contract'];
  readonly logLevel?: 'info' | 'debug';
}

/** A server on a free port of 127.0.0.1 with a plain SOAP handler behind it. */
export async function startTestServer({
  options,
  answer = countBytes,
  model = SMALL_MODEL,
  metricsText,
  contract = SMALL_CONTRACT,
  logLevel = 'info',
}: TestServerOptions = {}): Promise<TestServer> {
  const requests: SoapRequest[] = [];
  const metrics = createRequestMetrics(model.processes.keys());
  const output = new PassThrough();
  let text = '';
  output.on('data', (chunk) => {
    text += chunk;
  });
  const soap: HttpParts['soap'] = {
    handle: (request) => {
      requests.push(request);
      return answer(request);
    },
    refuse: (error, contentType) => ({
      status: error.entry.status,
      contentType: contentType?.startsWith('application/soap+xml') ? 'application/soap+xml' : 'text/xml',
      body: `<fault>${error.message}</fault>`,
      outcome: { error },
    }),
  };
  const readiness: TestServer['readiness'] = { state: 'ready', ping: async () => {} };
  const parts: HttpParts = {
    options: {
      publicUrl: undefined,
      trustProxy: false,
      bodyLimit: 100_000,
      requestTimeout: 60_000,
      headersTimeout: 15_000,
      maxConnections: 100,
      threads: 1,
      ...options,
    },
    version: '1.2.3',
    model,
    soap,
    contract,
    metrics,
    metricsText: metricsText ?? (async () => requestMetricsText([await metrics.counts()], new Registry())),
    log: createLog({ level: logLevel, format: 'json', output }),
    readiness,
    feeds: NO_FEEDS,
  };
  const app = createHttpServer(parts);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return {
    app,
    address: `http://127.0.0.1:${port}`,
    port,
    requests,
    readiness,
    logged: () =>
      text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    stop: (patience = 5000) => stopServer(app, patience),
    [Symbol.asyncDispose]: async () => void (await stopServer(app, 0)),
  };
}

const SMALL_CONTRACT: HttpParts['contract'] = {
  wsdl: (id, address) => `<wsdl service="${id ?? 'all'}" address="${address}"/>`,
  file: (name) => (name === 'thing.xsd' ? '<xsd/>' : undefined),
};

const countBytes = async ({ body }: SoapRequest): Promise<SoapResponse> => ({
  status: 200,
  contentType: 'text/xml; charset=utf-8',
  body: `<bytes>${body.length}</bytes>`,
  outcome: { operation: 'GetThing', login: 'SADMIN', objectId: '1-ABC', messageId: 'M-1' },
});

/** Sends raw bytes and resolves with all that comes back until the server closes the connection. */
export function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
