import type { Registry } from 'prom-client';
import type { Options } from '../config/options.ts';
import { DeliveryFailure } from '../outbound/delivery-failure.ts';
import type { DeliveryEvents } from '../outbound/delivery-tries.ts';
import { DeliveryWorker } from '../outbound/delivery-worker.ts';
import { outboxDepth } from '../outbound/outbox-depth.ts';
import { strandedPartners } from '../outbound/stranded-deliveries.ts';
import { createTransports } from '../outbound/transports/create-transports.ts';
import { createDeliveryMetrics, type DeliveryMetrics } from '../telemetry/delivery-metrics.ts';
import type { Log } from '../telemetry/log.ts';
import { answerReceiver } from './answer-receiver.ts';
import type { OpenService } from './open-service.ts';
import { SYSTEM_USER_ID } from './seed-database.ts';

/** What delivers the messages of the outbox. Disposing of it ends the deliveries under way, or cuts them off after the shutdown timeout. */
export interface Deliveries extends AsyncDisposable {
  start(): void;
}

/** @throws TransportsUnavailable when a partner cannot be served as `partners.yaml` says */
export async function createDeliveries(
  service: Pick<OpenService, 'store' | 'model' | 'runner' | 'documents' | 'partnerUsers'>,
  options: Options,
  log: Log,
  registry: Registry,
): Promise<Deliveries> {
  const { store, model } = service;
  const names = model.partners.map(({ name }) => name);
  const metrics = createDeliveryMetrics(registry, names, () => outboxDepth(store, names));
  for (const partner of await strandedPartners(store, names))
    log.warn('deliveries wait for a partner that partners.yaml does not have', { partner });
  const { leaseDuration, outboxInterval: interval } = options;
  const worker = new DeliveryWorker({
    store,
    partners: model.partners,
    transports: await createTransports(model.partners, { environment: process.env, directory: options.dataDir }),
    interval,
    leaseDuration,
    userId: SYSTEM_USER_ID,
    events: deliveryEvents(log, metrics),
    receiveAnswer: answerReceiver(service),
  });
  return {
    start() {
      worker.start();
    },
    async [Symbol.asyncDispose]() {
      await worker.stop(options.shutdownTimeout);
    },
  };
}

function deliveryEvents(log: Log, metrics: DeliveryMetrics): DeliveryEvents {
  return {
    onTried({ delivery, duration, result }, status) {
      const { partner, messageId, process, objectId, tries } = delivery;
      const outcome = result instanceof DeliveryFailure ? result.outcome : 'Delivered';
      metrics.tried(partner, outcome, duration / 1000);
      if (status === 'Dead') metrics.becameDead(partner);
      const facts = { partner, messageId, process, objectId, tries: tries + 1 };
      if (!(result instanceof DeliveryFailure)) log.info('delivered', facts);
      else if (status === 'Dead') log.error('dead letter', { ...facts, problem: result.message });
      else log.warn('delivery failed', { ...facts, outcome, problem: result.message });
    },
    onBreaker(partner, closed) {
      metrics.breaker(partner, closed);
      if (closed) log.info('partner is back', { partner });
      else log.warn('partner is left alone until it answers again', { partner });
    },
    onError: (partner, error) => log.error('outbox cannot be read or written', { partner, error }),
  };
}
