import type { FastifyInstance } from 'fastify';
import type { HttpParts } from './http-parts.ts';
import { resource } from './resource.ts';

/** `/health/live`: the process answers. `/health/ready`: it can take calls; 503 while it starts or stops, or when the database does not answer. */
export function registerHealthRoutes(app: FastifyInstance, { readiness, log }: HttpParts): void {
  resource(app, '/health/live', {
    GET: (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'live' }),
  });
  resource(app, '/health/ready', {
    GET: async (_request, reply) => {
      const status = readiness.state === 'ready' ? await database() : readiness.state;
      return reply
        .code(status === 'ready' ? 200 : 503)
        .header('cache-control', 'no-store')
        .send({ status });
    },
  });

  async function database(): Promise<string> {
    try {
      await readiness.ping();
      return 'ready';
    } catch (error) {
      log.error('database does not answer', { error });
      return 'database does not answer';
    }
  }
}
