import type { AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import type { Options } from '../config/options.ts';
import { PACKAGE_VERSION } from '../config/package-root.ts';
import { FeedControl } from '../feed/feed-control.ts';
import { sweepSpool } from '../feed/sweep-spool.ts';
import { listen } from '../server/listen.ts';
import { stopServer } from '../server/stop-server.ts';
import type { Log } from '../telemetry/log.ts';
import { metricsText } from '../telemetry/metrics.ts';
import { collectProcessMetrics } from '../telemetry/process-metrics.ts';
import { createDeliveries } from './create-deliveries.ts';
import { createFeedFolder } from './create-feed-folder.ts';
import { createHttpService } from './create-http-service.ts';
import { createPolicies } from './create-policies.ts';
import { createPurgers } from './create-purgers.ts';
import { createQueues } from './create-queues.ts';
import { FeedThread } from './feed-thread.ts';
import { type FirstUserMade, makeFirstUser } from './make-first-user.ts';
import { openSpool } from './open-feeds.ts';
import { openService } from './open-service.ts';
import { passwordVerdict } from './password-verdict.ts';
import { refuseMissingReferences } from './refuse-missing-references.ts';
import { ServingThreads } from './serving-threads.ts';
import { shareDatabase } from './thread-database.ts';

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
 * Starts the whole service; when this resolves, it takes calls. Threads that answer calls, too, join when they are ready.
 * @throws what keeps it from starting; nothing is left open then
 */
export async function runService(options: Options, log: Log): Promise<RunningService> {
  const database = shareDatabase(options);
  await using parts = new AsyncDisposableStack();
  const service = parts.use(await openService({ ...options, ...database }, 'migrate'));
  for (const remark of service.store.remarks) log.warn(remark);
  refuseMissingReferences(service.model, options);
  const firstUser = await makeFirstUser(service.users, options, process.stdout);

  const registry = new Registry();
  collectProcessMetrics(registry, PACKAGE_VERSION, () => 1 + threads.listening);
  const deliveries = parts.use(await createDeliveries(service, options, log, registry));
  const queues = parts.use(createQueues(service, options, log, registry));
  const purgers = parts.use(createPurgers(service, options, log));
  const policies = parts.use(createPolicies(service, options, log, registry));
  const feedThread = new FeedThread(options, log);
  parts.defer(() => feedThread.stop());
  const allMetrics = async (): Promise<string> =>
    metricsText([await http.counts(), ...(await threads.counts())], registry);
  const http = createHttpService({ service, options, log, feedThread, metricsText: allMetrics });
  const threads = new ServingThreads(log, {
    onFeed: () => feedThread.wake(),
    metricsText: allMetrics,
    checkPassword: passwordVerdict,
  });
  parts.defer(() => http.app.close());
  const address = await listen(http.app, options, database !== undefined);
  deliveries.start();
  purgers.start();
  policies.start();
  queues.start();
  await sweepSpool(service.store, openSpool(options)).catch((error: unknown) =>
    log.error('what feeds have left cannot be removed', { error }),
  );
  if ((await new FeedControl(service.store).count(['Waiting', 'Running'])) > 0) feedThread.wake();
  if (options.feedFolder !== undefined) {
    const folder = createFeedFolder(options.feedFolder, http.feeds, log);
    parts.defer(() => folder.stop());
    await folder.start();
  }
  http.state = 'ready';
  if (database !== undefined) {
    const { format, colours } = log;
    const { calls } = feedThread;
    threads.start(options.threads - 1, { options, database, port: address.port, calls, log: { format, colours } });
  }

  const running = parts.move();
  return {
    address: urlOf(address),
    isNew: service.isNew,
    firstUser,
    async stop() {
      http.state = 'stopping';
      const answered = await Promise.all([stopServer(http.app, options.shutdownTimeout), threads.stop()]);
      await running.disposeAsync();
      return answered.every(Boolean);
    },
  };
}

function urlOf({ address, port, family }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
