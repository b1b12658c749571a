import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { sharedByScrape } from './shared-by-scrape.ts';

/** What waits for a partner, as it is measured when somebody asks. */
interface Depth {
  readonly partner: string;
  readonly waiting: number;
  readonly dead: number;
  /** Seconds. */
  readonly oldest: number;
}

export interface DeliveryMetrics {
  /** @param outcome `Delivered`, `Refused` or `Failed` */
  tried(partner: string, outcome: string, seconds: number): void;
  becameDead(partner: string): void;
  breaker(partner: string, closed: boolean): void;
}

/** Metrics of the deliveries to these partners. @param depth is asked at each scrape */
export function createDeliveryMetrics(
  registry: Registry,
  partners: readonly string[],
  depth: () => Promise<readonly Depth[]>,
): DeliveryMetrics {
  const registers = [registry];
  const labelNames = ['partner'] as const;
  const tries = new Counter({
    name: 'cut_delivery_tries_total',
    help: 'Tries to deliver a message, by partner and outcome (Delivered, Refused by the partner, Failed to reach it)',
    labelNames: ['partner', 'outcome'],
    registers,
  });
  const duration = new Histogram({
    name: 'cut_delivery_try_duration_seconds',
    help: 'Time that one try took',
    labelNames,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers,
  });
  const dead = new Counter({
    name: 'cut_dead_letters_total',
    help: 'Messages that became dead letters',
    labelNames,
    registers,
  });
  const breaker = new Gauge({
    name: 'cut_breaker_open',
    help: '1 while the partner is left alone because it is not to be had',
    labelNames,
    registers,
  });
  const measure = sharedByScrape(depth);
  new Gauge({
    name: 'cut_outbox_oldest_seconds',
    help: 'Age of the oldest message that still waits for a partner',
    labelNames,
    registers,
    async collect() {
      for (const { partner, oldest } of await measure()) this.set({ partner }, oldest);
    },
  });
  new Gauge({
    name: 'cut_outbox_messages',
    help: 'Messages in the outbox, by partner: waiting for their delivery, or dead',
    labelNames: ['partner', 'state'],
    registers,
    async collect() {
      for (const measured of await measure()) {
        this.set({ partner: measured.partner, state: 'waiting' }, measured.waiting);
        this.set({ partner: measured.partner, state: 'dead' }, measured.dead);
      }
    },
  });
  for (const partner of partners) {
    breaker.set({ partner }, 0);
    dead.inc({ partner }, 0);
  }
  return {
    tried(partner, outcome, seconds) {
      tries.inc({ partner, outcome });
      duration.observe({ partner }, seconds);
    },
    becameDead: (partner) => dead.inc({ partner }),
    breaker: (partner, closed) => breaker.set({ partner }, closed ? 0 : 1),
  };
}
