import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';

/** Metrics of this process: its version, memory, processor time, event loop of the main thread. */
export function collectProcessMetrics(registry: Registry, version: string): void {
  new Gauge({
    name: 'cut_info',
    help: 'Version of the service',
    labelNames: ['version'],
    registers: [registry],
  }).set({ version }, 1);
  collectDefaultMetrics({ register: registry });
}
