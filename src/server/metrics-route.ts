import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import type { HttpParts } from './http-parts.ts';
import { resource } from './resource.ts';

/** `/metrics`, for Prometheus. */
export function registerMetricsRoute(app: FastifyInstance, { metricsText }: HttpParts): void {
  resource(app, '/metrics', {
    GET: async (_request, reply) =>
      reply
        .header('content-type', Registry.PROMETHEUS_CONTENT_TYPE)
        .header('cache-control', 'no-store')
        .send(await metricsText()),
  });
}
