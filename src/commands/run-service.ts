import type { AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import type { Options } from '../config/options.ts';
import { PACKAGE_VERSION } from '../config/package-root.ts';
import { FeedControl } from '../feed/feed-control.ts';
import { publishedProcesses } from '../model/published-services.ts';
import { Authenticator } from '../security/authenticator.ts';
import type { HttpParts } from '../server/http-parts.ts';
import { createHttpServer } from '../server/http-server.ts';
import type { ReadinessState } from '../server/readiness.ts';
import { stopServer } from '../server/stop-server.ts';
import { SoapEndpoint } from '../soap/soap-endpoint.ts';
import type { Log } from '../telemetry/log.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { createDeliveries } from './create-deliveries.ts';
import { createFeedDesk } from './create-feed-desk.ts';
import { createFeedFolder } from './create-feed-folder.ts';
import { createPolicies } from './create-policies.ts';
import { createPurgers } from './create-purgers.ts';
import { createQueues } from './create-queues.ts';
import { FeedThread } from './feed-thread.ts';
import { type FirstUserMade, makeFirstUser } from './make-first-user.ts';
import { type OpenService, openService } from './open-service.ts';

export interface RunningService {
  /** Where it listens: `http://127.0.0.1:8080`. */
  readonly address: string;
  /** Whether the database was empty. */
  readonly isNew: boolean;
  /** When the database had no users. */
  readonly firstUser: FirstUserMade | undefined;
  /**
   * Answers the requests under way, ends the deliveries under way, closes the database.
   * @returns whether all requests were answered in time
   */
  stop(): Promise<boolean>;
}

/**
 * Starts the whole service; when this resolves, it takes calls.
 * @throws what keeps it from starting; nothing is left open then
 */
export async function runService(options: Options, log: Log): Promise<RunningService> {
  await using parts = new AsyncDisposableStack();
  const service = parts.use(await openService(options, 'migrate'));
  const firstUser = await makeFirstUser(service.users, options, process.stdout);

  const registry = new Registry();
  const deliveries = parts.use(await createDeliveries(service, options, log, registry));
  const queues = parts.use(createQueues(service, options, log, registry));
  const purgers = parts.use(createPurgers(service, options, log));
  const policies = parts.use(createPolicies(service, options, log, registry));
  const readiness = { state: 'starting' as ReadinessState, ping: () => service.store.ping() };
  const thread = new FeedThread(options, log);
  parts.defer(() => thread.stop());
  const authenticator = new Authenticator(service.users);
  const isClosing = () => readiness.state === 'stopping';
  const feeds = createFeedDesk(service, options, authenticator, thread, isClosing);
  const app = httpServer({ service, options, log, readiness, registry, thread, authenticator, feeds });
  await app.listen({ host: options.host, port: options.port });
  deliveries.start();
  purgers.start();
  policies.start();
  queues.start();
  if ((await new FeedControl(service.store).count(['Waiting', 'Running'])) > 0) thread.wake();
  if (options.feedFolder !== undefined) {
    const folder = createFeedFolder(options.feedFolder, feeds, log);
    parts.defer(() => folder.stop());
    await folder.start();
  }
  readiness.state = 'ready';

  const running = parts.move();
  return {
    address: addressOf(app.server.address() as AddressInfo),
    isNew: service.isNew,
    firstUser,
    async stop() {
      readiness.state = 'stopping';
      const answeredAll = await stopServer(app, options.shutdownTimeout);
      await running.disposeAsync();
      return answeredAll;
    },
  };
}

interface ServerParts extends Pick<HttpParts, 'options' | 'log' | 'readiness' | 'feeds'> {
  readonly service: OpenService;
  readonly registry: Registry;
  readonly thread: FeedThread;
  readonly authenticator: Authenticator;
}

function httpServer({ service, options, log, readiness, registry, thread, authenticator, feeds }: ServerParts) {
  const { model, contract, codec, runner, receiver } = service;
  const soap = new SoapEndpoint({
    model,
    runner,
    receiver,
    authenticator,
    ...codec,
    onError: (error, requestId) => log.error('request failed', { requestId, error }),
  });
  const operations = publishedProcesses(model).map(({ operation }) => operation);
  const metrics = createMetrics(operations, PACKAGE_VERSION, registry);
  return createHttpServer({
    options,
    version: PACKAGE_VERSION,
    model,
    contract,
    soap: {
      handle(request) {
        thread.called();
        return soap.handle(request);
      },
      refuse: (error, contentType) => soap.refuse(error, contentType),
    },
    metrics,
    log,
    readiness,
    feeds,
  });
}

function addressOf({ address, port, family }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
