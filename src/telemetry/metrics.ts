import {
  AggregatorRegistry,
  Counter,
  Gauge,
  Histogram,
  type MetricObjectWithValues,
  type MetricValue,
  Registry,
} from 'prom-client';
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

/** Values of the metrics of one thread; they can be sent to another one. */
export type RequestCounts = readonly MetricObjectWithValues<MetricValue<string>>[];

export interface RequestMetrics {
  requestStarted(): void;
  requestFinished(measure: RequestMeasure): void;
  counts(): Promise<RequestCounts>;
}

/**
 * Metrics of the requests that one thread answers, in a registry of their own. Labels take few values by construction: the operations given, and the codes of the error table.
 * @param operations names of the published operations
 */
export function createRequestMetrics(operations: Iterable<string>): RequestMetrics {
  const known = new Set(operations);
  const codes = new Set(Object.values(ERROR_TABLE).map(({ code }) => code));
  const registry = new Registry();
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
  for (const operation of known) requests.inc({ operation, outcome: 'ok' }, 0);

  return {
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
    counts: () => registry.getMetricsAsJSON(),
  };
}

/** What Prometheus reads: the requests of all threads together, then everything else. */
export async function metricsText(threads: readonly RequestCounts[], others: Registry): Promise<string> {
  const requests = AggregatorRegistry.aggregate([...threads]);
  return `${await requests.metrics()}\n${await others.metrics()}`;
}
