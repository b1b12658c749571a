import { expect } from 'chai';
import { createMetrics } from '../../src/telemetry/metrics.ts';

describe('metrics', () => {
  it('count requests by operation and outcome, faults by code, and bytes', async () => {
    const metrics = createMetrics(['CUTGetAccountData'], '1.2.3');
    for (const faultCode of [undefined, undefined, 'SBL-EAI-04397']) {
      metrics.requestStarted();
      metrics.requestFinished({
        operation: 'CUTGetAccountData',
        faultCode,
        seconds: 0.002,
        bytesIn: 10,
        bytesOut: 100,
      });
    }
    metrics.requestStarted();
    const text = await metrics.text();
    expect(text).to.contain('cut_requests_total{operation="CUTGetAccountData",outcome="ok"} 2\n');
    expect(text).to.contain('cut_requests_total{operation="CUTGetAccountData",outcome="fault"} 1\n');
    expect(text).to.contain('cut_faults_total{operation="CUTGetAccountData",code="SBL-EAI-04397"} 1\n');
    expect(text).to.contain('cut_request_duration_seconds_bucket{le="0.0025",operation="CUTGetAccountData"} 3\n');
    expect(text).to.contain('cut_request_bytes_total 30\n').and.to.contain('cut_response_bytes_total 300\n');
    expect(text).to.contain('cut_requests_in_flight 1\n');
    expect(text).to.contain('cut_info{version="1.2.3"} 1\n');
    expect(text).to.contain('process_resident_memory_bytes');
  });

  it('show every operation from the start', async () => {
    expect(await createMetrics(['A'], '1').text()).to.contain('cut_requests_total{operation="A",outcome="ok"} 0\n');
  });

  it('do not grow with what callers invent', async () => {
    const metrics = createMetrics(['A'], '1');
    for (let i = 0; i < 100; i++) {
      metrics.requestStarted();
      metrics.requestFinished({
        operation: `Invented${i}`,
        faultCode: `SBL-${i}`,
        seconds: 0,
        bytesIn: 0,
        bytesOut: 0,
      });
    }
    metrics.requestFinished({ faultCode: undefined, seconds: 0, bytesIn: 0, bytesOut: 0 });
    const text = await metrics.text();
    expect(text).not.to.contain('Invented');
    expect(text).to.contain('cut_faults_total{operation="unknown",code="other"} 100\n');
  });

  it('of two services do not mix', async () => {
    const [one, other] = [createMetrics(['A'], '1'), createMetrics(['A'], '1')];
    one.requestStarted();
    expect(await other.text()).to.contain('cut_requests_in_flight 0\n');
  });
});
