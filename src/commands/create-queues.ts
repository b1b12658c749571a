import type { Registry } from 'prom-client';
import { AmqpFailure } from '../amqp/amqp-failure.ts';
import type { Options } from '../config/options.ts';
import { CutError } from '../errors/cut-error.ts';
import { messageIdOf, QueueReceiver } from '../inbound/queue-receiver.ts';
import { QueueWorker, type QueueWorkerParts } from '../inbound/queue-worker.ts';
import type { Queue } from '../model/queue.ts';
import { amqpSettings } from '../outbound/transports/amqp-settings.ts';
import { TransportsUnavailable } from '../outbound/transports/create-transports.ts';
import { UnresolvedReference } from '../outbound/transports/references.ts';
import type { Users } from '../security/users.ts';
import type { Log } from '../telemetry/log.ts';
import { createQueueMetrics, type QueueMetrics } from '../telemetry/queue-metrics.ts';
import type { Caller } from '../workflow/process-runner.ts';
import type { OpenService } from './open-service.ts';
import { SYSTEM_USER_ID } from './seed-database.ts';

/** What receives the messages of queues. Disposing of it ends what is under way, or gives it back after the shutdown timeout. */
export interface Queues extends AsyncDisposable {
  start(): void;
}

/** @throws TransportsUnavailable when a queue cannot be served as `partners.yaml` says */
export function createQueues(
  { model, store, runner, receiver, documents, users }: OpenService,
  options: Options,
  log: Log,
  registry: Registry,
): Queues {
  const { bodyLimit, leaseDuration, shutdownTimeout } = options;
  const names = model.queues.map(({ name }) => name);
  const metrics = createQueueMetrics(registry, names);
  const received = new QueueReceiver({ model, runner, receiver, decoder: documents, bodyLimit });
  const brokers = resolveBrokers(model.queues, options.dataDir);
  const workers = brokers.map(
    ({ queue, broker }) =>
      new QueueWorker({
        queue,
        broker,
        store,
        leaseDuration,
        stamp: { by: SYSTEM_USER_ID, source: 'queue' },
        async prepare() {
          const caller = await callerOf(queue, users);
          return (message) => received.receive(queue, message, caller);
        },
        events: queueEvents(queue, log, metrics),
      }),
  );
  return {
    start() {
      for (const worker of workers) worker.start();
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker.stop(shutdownTimeout)));
    },
  };
}

function resolveBrokers(queues: readonly Queue[], directory: string) {
  const problems: string[] = [];
  const brokers = queues.flatMap((queue) => {
    try {
      return [{ queue, broker: amqpSettings(queue.amqp, { environment: process.env, directory }) }];
    } catch (error) {
      if (!(error instanceof UnresolvedReference)) throw error;
      problems.push(`queue ${queue.name}: ${error.message}`);
      return [];
    }
  });
  if (problems.length > 0) throw new TransportsUnavailable(problems);
  return brokers;
}

/** What somebody else has to mend; the message says all there is to say. */
class QueueWaits extends Error {
  override readonly name = 'QueueWaits';
}

function isExpected(error: unknown): error is Error {
  return error instanceof QueueWaits || error instanceof AmqpFailure;
}

async function callerOf({ user: login }: Queue, users: Users): Promise<Caller> {
  const user = await users.find(login);
  if (user?.active) return { login: user.login, userId: user.userId };
  throw new QueueWaits(
    user === undefined
      ? `there is no user ${login}, in whose name messages are received; cut-adapter user add makes one`
      : `the user ${login}, in whose name messages are received, is disabled`,
  );
}

function queueEvents({ name: queue, process }: Queue, log: Log, metrics: QueueMetrics): QueueWorkerParts['events'] {
  return {
    onReceived(message, repeated) {
      metrics.came(queue, repeated ? 'Repeated' : 'Received');
      log.info('message received', { queue, messageId: messageIdOf(message), process, ...(repeated && { repeated }) });
    },
    onFailed(message, { error, tries, dead }) {
      metrics.came(queue, dead ? 'Dead' : 'Failed');
      const facts = { queue, messageId: messageIdOf(message), process, tries, ...factsOf(error) };
      if (dead) log.error('message is a dead letter', facts);
      else log.warn('message cannot be received', facts);
    },
    onConnected: (connected) => metrics.connected(queue, connected),
    onError: (error) =>
      log.error('queue cannot be served', { queue, ...(isExpected(error) ? { problem: error.message } : { error }) }),
  };
}

/** Where a mistake is, but nothing of what was in the message: that is in the dead letter. */
function factsOf(error: unknown) {
  if (!(error instanceof CutError)) return { error };
  const { component, field, line } = error.location;
  return { outcome: error.code, component, field, line, mistakes: error.all.length };
}
