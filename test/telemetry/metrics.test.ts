import { expect } from 'chai';
import { Gauge, Registry } from 'prom-client';
import { createRequestMetrics, metricsText, type RequestMetrics } from '../../src/telemetry/metrics.ts';

describe('metrics of requests', () => {
  const textOf = async (...all: readonly RequestMetrics[]): Promise<string> =>
    metricsText(await Promise.all(all.map((metrics) => metrics.counts())), new Registry());

  const measure = { operation: 'CUTGetAccountData', faultCode: undefined, seconds: 0.002, bytesIn: 10, bytesOut: 100 };

  it('count requests by operation and outcome, faults by code, and bytes', async () => {
    const metrics = createRequestMetrics(['CUTGetAccountData']);
    for (const faultCode of [undefined, undefined, 'SBL-EAI-04397']) {
      metrics.requestStarted();
      metrics.requestFinished({ ...measure, faultCode });
    }
    metrics.requestStarted();
    const text = await textOf(metrics);
    expect(text).to.contain('cut_requests_total{operation="CUTGetAccountData",outcome="ok"} 2\n');
    expect(text).to.contain('cut_requests_total{operation="CUTGetAccountData",outcome="fault"} 1\n');
    expect(text).to.contain('cut_faults_total{operation="CUTGetAccountData",code="SBL-EAI-04397"} 1\n');
    expect(text).to.contain('cut_request_duration_seconds_bucket{le="0.0025",operation="CUTGetAccountData"} 3\n');
    expect(text).to.contain('cut_request_bytes_total 30\n').and.to.contain('cut_response_bytes_total 300\n');
    expect(text).to.contain('cut_requests_in_flight 1\n');
  });

  it('show every operation from the start', async () => {
    expect(await textOf(createRequestMetrics(['A']))).to.contain('cut_requests_total{operation="A",outcome="ok"} 0\n');
  });

  it('do not grow with what callers invent', async () => {
    const metrics = createRequestMetrics(['A']);
    for (let i = 0; i < 100; i++) {
      metrics.requestStarted();
      metrics.requestFinished({ ...measure, operation: `Invented${i}`, faultCode: `SBL-${i}` });
    }
    metrics.requestFinished({ faultCode: undefined, seconds: 0, bytesIn: 0, bytesOut: 0 });
    const text = await textOf(metrics);
    expect(text).not.to.contain('Invented');
    expect(text).to.contain('cut_faults_total{operation="unknown",code="other"} 100\n');
  });

  it('of several threads are added up, and those of other rooms follow', async () => {
    const [one, other] = [createRequestMetrics(['CUTGetAccountData']), createRequestMetrics(['CUTGetAccountData'])];
    for (const metrics of [one, other, other]) {
      metrics.requestStarted();
      metrics.requestFinished(measure);
    }
    other.requestStarted();
    const registry = new Registry();
    new Gauge({ name: 'cut_other_room', help: 'Of another room', registers: [registry] }).set(7);
    const text = await metricsText([await one.counts(), structuredClone(await other.counts())], registry);
    expect(text).to.contain('cut_requests_total{operation="CUTGetAccountData",outcome="ok"} 3\n');
    expect(text).to.contain('cut_request_duration_seconds_count{operation="CUTGetAccountData"} 3\n');
    expect(text).to.contain('cut_requests_in_flight 1\n');
    expect(text.endsWith('cut_other_room 7\n')).to.equal(true);
    expect(text.match(/# TYPE cut_requests_total/g)).to.have.lengthOf(1);
  });
});
