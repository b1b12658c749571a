import { expect } from 'chai';
import { Registry } from 'prom-client';
import { createDeliveryMetrics } from '../../src/telemetry/delivery-metrics.ts';

describe('metrics of deliveries', () => {
  let asked: number;
  let registry: Registry;
  beforeEach(() => {
    asked = 0;
    registry = new Registry();
  });
  const metrics = () =>
    createDeliveryMetrics(registry, ['billing'], async () => {
      asked += 1;
      return [{ partner: 'billing', waiting: 7, dead: 2, oldest: 30 }];
    });

  it('show every partner from the start', async () => {
    metrics();
    const text = await registry.metrics();
    expect(text).to.contain('cut_breaker_open{partner="billing"} 0\n');
    expect(text).to.contain('cut_dead_letters_total{partner="billing"} 0\n');
  });

  it('count tries by outcome, dead letters, and show the breaker', async () => {
    const { tried, becameDead, breaker } = metrics();
    tried('billing', 'Delivered', 0.02);
    tried('billing', 'Refused', 0.02);
    tried('billing', 'Refused', 2);
    becameDead('billing');
    breaker('billing', false);
    let text = await registry.metrics();
    expect(text).to.contain('cut_delivery_tries_total{partner="billing",outcome="Delivered"} 1\n');
    expect(text).to.contain('cut_delivery_tries_total{partner="billing",outcome="Refused"} 2\n');
    expect(text).to.contain('cut_delivery_try_duration_seconds_bucket{le="0.025",partner="billing"} 2\n');
    expect(text).to.contain('cut_dead_letters_total{partner="billing"} 1\n');
    expect(text).to.contain('cut_breaker_open{partner="billing"} 1\n');
    breaker('billing', true);
    text = await registry.metrics();
    expect(text).to.contain('cut_breaker_open{partner="billing"} 0\n');
  });

  it('measure what waits once each time somebody asks', async () => {
    metrics();
    const text = await registry.metrics();
    expect(text).to.contain('cut_outbox_messages{partner="billing",state="waiting"} 7\n');
    expect(text).to.contain('cut_outbox_messages{partner="billing",state="dead"} 2\n');
    expect(text).to.contain('cut_outbox_oldest_seconds{partner="billing"} 30\n');
    expect(asked).to.equal(1);
    await registry.metrics();
    expect(asked).to.equal(2);
  });
});
