import type { FastifyInstance } from 'fastify';
import type { Options } from '../config/options.ts';
import { PACKAGE_VERSION } from '../config/package-root.ts';
import { publishedProcesses } from '../model/published-services.ts';
import { Authenticator } from '../security/authenticator.ts';
import type { verifyPassword } from '../security/password-hash.ts';
import type { FeedDesk } from '../server/feed-desk.ts';
import type { HttpParts } from '../server/http-parts.ts';
import { createHttpServer } from '../server/http-server.ts';
import type { ReadinessState } from '../server/readiness.ts';
import { SoapEndpoint } from '../soap/soap-endpoint.ts';
import type { Log } from '../telemetry/log.ts';
import { createRequestMetrics, type RequestCounts } from '../telemetry/metrics.ts';
import { createFeedDesk } from './create-feed-desk.ts';
import type { FeedThread } from './feed-thread.ts';
import type { OpenService } from './open-service.ts';

export interface HttpServiceParts {
  readonly service: OpenService;
  readonly options: Options;
  readonly log: Log;
  /** Is told of calls, and of feeds that have come. */
  readonly feedThread: Pick<FeedThread, 'called' | 'wake'>;
  /** All metrics of the process. */
  readonly metricsText: HttpParts['metricsText'];
  /** Where passwords are checked, unless here. */
  readonly verify?: typeof verifyPassword;
}

/** The ways in over HTTP, of one thread. */
export interface HttpService {
  /** Not listening yet. */
  readonly app: FastifyInstance;
  readonly feeds: FeedDesk;
  /** What `/health/ready` says; `starting` at first. */
  state: ReadinessState;
  /** The requests of this thread. */
  counts(): Promise<RequestCounts>;
}

export function createHttpService(parts: HttpServiceParts): HttpService {
  const { service, options, log, feedThread, metricsText, verify } = parts;
  const { model, contract, codec, runner, receiver, store, users } = service;
  const readiness = { state: 'starting' as ReadinessState, ping: () => store.ping() };
  const authenticator = new Authenticator(users, verify === undefined ? {} : { verify });
  const isClosing = () => readiness.state === 'stopping';
  const feeds = createFeedDesk(service, options, authenticator, feedThread, isClosing);
  const soap = new SoapEndpoint({
    model,
    runner,
    receiver,
    authenticator,
    ...codec,
    onError: (error, requestId) => log.error('request failed', { requestId, error }),
  });
  const metrics = createRequestMetrics(publishedProcesses(model).map(({ operation }) => operation));
  const app = createHttpServer({
    options,
    version: PACKAGE_VERSION,
    model,
    contract,
    soap: {
      handle(request) {
        feedThread.called();
        return soap.handle(request);
      },
      refuse: (error, contentType) => soap.refuse(error, contentType),
    },
    metrics,
    metricsText,
    log,
    readiness,
    feeds,
  });
  return {
    app,
    feeds,
    get state() {
      return readiness.state;
    },
    set state(state) {
      readiness.state = state;
    },
    counts: () => metrics.counts(),
  };
}
