import { expect } from 'chai';
import { Registry } from 'prom-client';
import { createPolicyMetrics } from '../../src/telemetry/policy-metrics.ts';

describe('the metrics of workflow policies', () => {
  it('count objects and their changes, and ask once a scrape what waits', async () => {
    const registry = new Registry();
    let asked = 0;
    const metrics = createPolicyMetrics(registry, ['Tickets'], async () => {
      asked += 1;
      return [{ policy: 'Tickets', waiting: 12, oldest: 34 }];
    });
    metrics.looked('Tickets', 'Sent', 3);
    metrics.looked('Tickets', 'Sent', 1);
    metrics.looked('Tickets', 'Echo', 1);
    const lines = (await registry.metrics()).split('\n').filter((line) => line.startsWith('cut_'));
    expect(lines).to.deep.equal([
      'cut_policy_objects_total{policy="Tickets",outcome="Sent"} 2',
      'cut_policy_objects_total{policy="Tickets",outcome="Echo"} 1',
      'cut_policy_changes_total{policy="Tickets",outcome="Sent"} 4',
      'cut_policy_changes_total{policy="Tickets",outcome="Echo"} 1',
      'cut_policy_oldest_seconds{policy="Tickets"} 34',
      'cut_policy_waiting_changes{policy="Tickets"} 12',
    ]);
    expect(asked).to.equal(1);
  });
});
