import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';

export type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> | FastifyReply;

const METHODS: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE'];

/**
 * Serves `path` with these methods, and HEAD where there is GET; answers OPTIONS, and any other method with 405.
 * With `slowBody` the body of a POST may take its time.
 */
export function resource(
  app: FastifyInstance,
  path: string,
  { slowBody = false, ...handlers }: { readonly GET?: Handler; readonly POST?: Handler; readonly slowBody?: boolean },
): void {
  const served = METHODS.filter((method) => method in handlers);
  const allow = [...served.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])), 'OPTIONS'].join(', ');

  if (handlers.GET) app.get(path, handlers.GET);
  if (handlers.POST) app.post(path, { config: { slowBody } }, handlers.POST);
  app.options(path, (_request, reply) => reply.code(204).header('allow', allow).send());
  app.route({
    method: METHODS.filter((method) => !served.includes(method)),
    url: path,
    handler: (_request, reply) => text(reply.header('allow', allow), 405, `This address takes ${allow}.`),
  });
}

/** A short answer for people. */
export function text(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply.code(status).header('content-type', 'text/plain; charset=utf-8').send(`${message}\n`);
}
