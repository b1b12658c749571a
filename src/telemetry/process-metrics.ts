import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';

/**
 * Metrics of this process: its version, memory, processor time; event loop, heap and garbage collection of the main thread.
 * @param threads how many answer calls
 */
export function collectProcessMetrics(registry: Registry, version: string, threads: () => number): void {
  new Gauge({
    name: 'cut_info',
    help: 'Version of the service',
    labelNames: ['version'],
    registers: [registry],
  }).set({ version }, 1);
  new Gauge({
    name: 'cut_threads',
    help: 'Threads that answer calls',
    registers: [registry],
    collect() {
      this.set(threads());
    },
  });
  collectDefaultMetrics({ register: registry });
}
