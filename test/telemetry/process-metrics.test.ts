import { expect } from 'chai';
import { Registry } from 'prom-client';
import { collectProcessMetrics } from '../../src/telemetry/process-metrics.ts';

describe('metrics of the process', () => {
  it('tell its version and what it takes', async () => {
    const registry = new Registry();
    collectProcessMetrics(registry, '1.2.3', () => 3);
    expect(await registry.metrics())
      .to.contain('cut_info{version="1.2.3"} 1\n')

      .and.to.contain('cut_threads 3\n')
      .and.to.contain('process_resident_memory_bytes')
      .and.to.contain('process_start_time_seconds');
  });
});
