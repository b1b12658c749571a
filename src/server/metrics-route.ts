import type { FastifyInstance } from 'fastify';
import type { HttpParts } from './http-parts.ts';
import { resource } from './resource.ts';

/** `/metrics`, for Prometheus. */
export function registerMetricsRoute(app: FastifyInstance, { metrics }: HttpParts): void {
  resource(app, '/metrics', {
    GET: async (_request, reply) =>
      reply
        .header('content-type', metrics.contentType)
        .header('cache-control', 'no-store')
        .send(await metrics.text()),
  });
}
