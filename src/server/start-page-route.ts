import type { FastifyInstance } from 'fastify';
import { callerAddress } from './caller-address.ts';
import type { HttpParts } from './http-parts.ts';
import { resource } from './resource.ts';
import { startPage } from './start-page.ts';

const ADDRESS = '{address}';

/** `/`, made from the model at start; only the address in it depends on who asks. */
export function registerStartPage(app: FastifyInstance, { model, version, options }: HttpParts): void {
  const page = String(startPage({ model, version, address: ADDRESS }));
  resource(app, '/', {
    GET: (request, reply) =>
      reply
        .header('content-type', 'text/html; charset=utf-8')
        .header('cache-control', 'no-cache')
        .send(page.replaceAll(ADDRESS, callerAddress(request, options))),
  });
}
