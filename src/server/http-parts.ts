import type { Options } from '../config/options.ts';
import type { PublishedContract } from '../contract/published-contract.ts';
import type { Model } from '../model/model.ts';
import type { SoapEndpoint } from '../soap/soap-endpoint.ts';
import type { Log } from '../telemetry/log.ts';
import type { RequestMetrics } from '../telemetry/metrics.ts';
import type { FeedDesk } from './feed-desk.ts';
import type { Readiness } from './readiness.ts';

export type HttpOptions = Pick<
  Options,
  'publicUrl' | 'trustProxy' | 'bodyLimit' | 'requestTimeout' | 'headersTimeout' | 'maxConnections' | 'threads'
>;

/** Everything that the HTTP server puts together. */
export interface HttpParts {
  readonly options: HttpOptions;
  readonly version: string;
  readonly model: Model;
  readonly soap: Pick<SoapEndpoint, 'handle' | 'refuse'>;
  readonly contract: Pick<PublishedContract, 'wsdl' | 'file'>;
  readonly metrics: Pick<RequestMetrics, 'requestStarted' | 'requestFinished'>;
  /** All metrics of the process in Prometheus' text format. */
  readonly metricsText: () => Promise<string>;
  readonly log: Log;
  readonly readiness: Readiness;
  readonly feeds: FeedDesk;
}
