import type { AddressInfo } from 'node:net';
import { isAbsolute, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Options } from '../config/options.ts';
import { PACKAGE_VERSION } from '../config/package-root.ts';
import { DeliveryWorker } from '../outbound/delivery-worker.ts';
import { FileTransport } from '../outbound/transports/file-transport.ts';
import { Authenticator } from '../security/authenticator.ts';
import { createHttpServer } from '../server/http-server.ts';
import type { ReadinessState } from '../server/readiness.ts';
import { stopServer } from '../server/stop-server.ts';
import { SoapEndpoint } from '../soap/soap-endpoint.ts';
import type { Log } from '../telemetry/log.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { type OpenService, openService } from './open-service.ts';

export interface RunningService {
  /** `http://127.0.0.1:8080` */
  readonly url: string;
  readonly service: OpenService;
  /** Takes no new calls, answers those under way, ends deliveries, closes the database. */
  stop(): Promise<void>;
}

/** Opens the service and listens. */
export async function serve(options: Options, log: Log): Promise<RunningService> {
  const service = await openService(options);
  let state: ReadinessState = 'starting';
  const worker = createWorker(service, options, log);
  const app = createApp(service, options, log, () => state);
  try {
    await app.listen({ host: options.host, port: options.port });
  } catch (error) {
    await service.close();
    throw error;
  }
  worker.start();
  state = 'ready';
  return {
    url: addressOf(app, options),
    service,
    async stop() {
      state = 'stopping';
      if (!(await stopServer(app, options.shutdownTimeout))) log.warn('calls were cut off after the shutdown timeout');
      await worker.stop();
      await service.close();
    },
  };
}

function createApp(service: OpenService, options: Options, log: Log, state: () => ReadinessState): FastifyInstance {
  const { model, contract, store, runner, users, decoder, encoders } = service;
  const soap = new SoapEndpoint({
    model,
    runner,
    authenticator: new Authenticator(users),
    decoder,
    encoder: encoders,
    onError: (error, requestId) => log.error('call failed', { requestId, error }),
  });
  const readiness = {
    get state() {
      return state();
    },
    ping: () => store.ping(),
  };
  const metrics = createMetrics(model.processes.keys(), PACKAGE_VERSION);
  return createHttpServer({ options, version: PACKAGE_VERSION, model, soap, contract, metrics, log, readiness });
}

function createWorker({ model, store }: OpenService, options: Options, log: Log): DeliveryWorker {
  const directoryOf = (directory: string): string => (isAbsolute(directory) ? directory : join(options.dataDir, directory));
  const transports = model.partners.map(
    ({ name, transport }) => [name, new FileTransport(directoryOf(transport.directory))] as const,
  );
  return new DeliveryWorker({
    store,
    transports: new Map(transports),
    interval: options.outboxInterval,
    userId: WORKER_USER,
    onDelivered: ({ partner, messageId, objectId, process }) =>
      log.info('delivered', { partner, messageId, objectId, process }),
    onFailed: ({ partner, messageId, objectId, process, tries }, error) =>
      log.warn('delivery failed', { partner, messageId, objectId, process, tries: tries + 1, error }),
  });
}

/** SADMIN: deliveries are nobody's in particular. */
const WORKER_USER = '0-1';

function addressOf(app: FastifyInstance, { host, port }: Options): string {
  const address: AddressInfo | string | null = app.server.address();
  const name = host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${typeof address === 'object' && address !== null ? address.port : port}`;
}
