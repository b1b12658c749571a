import { Counter, Gauge, type Registry } from 'prom-client';

/** What came of a message, or of a try to receive it. */
type Outcome = 'Received' | 'Repeated' | 'Failed' | 'Dead';

export interface QueueMetrics {
  came(queue: string, outcome: Outcome): void;
  connected(queue: string, connected: boolean): void;
}

/** Metrics of these queues. */
export function createQueueMetrics(registry: Registry, queues: readonly string[]): QueueMetrics {
  const registers = [registry];
  const messages = new Counter({
    name: 'cut_queue_messages_total',
    help: 'Messages of a queue, by outcome (Received, Repeated, Dead), and tries that Failed',
    labelNames: ['queue', 'outcome'],
    registers,
  });
  const connected = new Gauge({
    name: 'cut_queue_connected',
    help: '1 while this process takes messages of the queue; of several processes on one database one does',
    labelNames: ['queue'],
    registers,
  });
  for (const queue of queues) {
    connected.set({ queue }, 0);
    for (const outcome of ['Received', 'Dead']) messages.inc({ queue, outcome }, 0);
  }
  return {
    came: (queue, outcome) => messages.inc({ queue, outcome }),
    connected: (queue, is) => connected.set({ queue }, is ? 1 : 0),
  };
}
