import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { START_PAGE_STYLE } from './start-page-style.ts';

const styleHash = createHash('sha256').update(START_PAGE_STYLE).digest('base64');

const HEADERS: Readonly<Record<string, string>> = Object.freeze({
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
});

/** Every answer forbids what no answer needs: scripts, frames, foreign assets, guessing of content types; and carries its request id. */
export function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(HEADERS).header('x-request-id', request.id);
    done();
  });
}
