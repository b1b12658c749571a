import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { ERROR_TABLE } from '../errors/error-table.ts';

/** How one request ended. */
interface RequestMeasure {
  /** As far as the request got; anything but a known operation counts as `unknown`. */
  readonly operation?: string | undefined;
  /** Code of the fault; absent when there was none. */
  readonly faultCode?: string | undefined;
  readonly seconds: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

export interface Metrics {
  readonly contentType: string;
  requestStarted(): void;
  requestFinished(measure: RequestMeasure): void;
  /** All metrics in Prometheus' text format. */
  text(): Promise<string>;
}

/**
 * Metrics of one service, in a registry of their own. Labels take few values by construction: the operations given, and the codes of the error table.
 * @param operations names of the published operations
 * @param registry for metrics of other rooms beside these
 */
export function createMetrics(operations: Iterable<string>, version: string, registry = new Registry()): Metrics {
  const known = new Set(operations);
  const codes = new Set(Object.values(ERROR_TABLE).map(({ code }) => code));
  const registers = [registry];

  const requests = new Counter({
    name: 'cut_requests_total',
    help: 'SOAP requests answered, by operation and outcome (ok or fault)',
    labelNames: ['operation', 'outcome'],
    registers,
  });
  const faults = new Counter({
    name: 'cut_faults_total',
    help: 'SOAP faults sent, by operation and SBL code',
    labelNames: ['operation', 'code'],
    registers,
  });
  const duration = new Histogram({
    name: 'cut_request_duration_seconds',
    help: 'Time from the end of the request headers to the end of the answer',
    labelNames: ['operation'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const bytesIn = new Counter({ name: 'cut_request_bytes_total', help: 'Bytes of request bodies', registers });
  const bytesOut = new Counter({ name: 'cut_response_bytes_total', help: 'Bytes of answers', registers });
  const inFlight = new Gauge({ name: 'cut_requests_in_flight', help: 'SOAP requests being worked on', registers });
  new Gauge({ name: 'cut_info', help: 'Version of the service', labelNames: ['version'], registers }).set(
    { version },
    1,
  );
  for (const operation of known) requests.inc({ operation, outcome: 'ok' }, 0);
  collectDefaultMetrics({ register: registry });

  return {
    contentType: registry.contentType,
    requestStarted: () => inFlight.inc(),
    requestFinished(measure) {
      const operation = measure.operation !== undefined && known.has(measure.operation) ? measure.operation : 'unknown';
      const { faultCode } = measure;
      inFlight.dec();
      requests.inc({ operation, outcome: faultCode === undefined ? 'ok' : 'fault' });
      if (faultCode !== undefined) faults.inc({ operation, code: codes.has(faultCode) ? faultCode : 'other' });
      duration.observe({ operation }, measure.seconds);
      bytesIn.inc(measure.bytesIn);
      bytesOut.inc(measure.bytesOut);
    },
    text: () => registry.metrics(),
  };
}
