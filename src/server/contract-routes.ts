import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Service } from '../model/model.ts';
import { callerAddress } from './caller-address.ts';
import type { HttpParts } from './http-parts.ts';
import { type Handler, text } from './resource.ts';
import { addressedService, plainQuery, soapPath } from './soap-addresses.ts';

/** GET on a SOAP address: `?wsdl`, and the files that the WSDL imports as `?wsdl=<name>` and `?xsd=<name>`. Needs no credentials. */
export function contractHandler(parts: HttpParts): Handler {
  const { contract, model, options } = parts;
  const versions = new Map(
    [undefined, ...model.services.values()].map((service) => [service, digest(contract.wsdl(service?.id, ''))]),
  );

  const wsdl = (request: FastifyRequest, reply: FastifyReply, service: Service | undefined): FastifyReply => {
    const address = callerAddress(request, options) + soapPath(service);
    return document(request, reply, digest(`${versions.get(service)} ${address}`), () =>
      contract.wsdl(service?.id, address),
    );
  };

  return (request, reply) => {
    const query = plainQuery(request.query);
    const addressed = addressedService(model, request.params, query);
    if (!addressed.found) return text(reply, 404, addressed.problem);
    if (query.wsdl === '') return wsdl(request, reply, addressed.service);
    const name = query.wsdl ?? query.xsd;
    if (name === undefined) return text(reply.header('allow', 'POST, OPTIONS'), 405, USAGE);
    const file = contract.file(name);
    if (file === undefined) return text(reply, 404, 'The contract has no such file; it begins at ?wsdl.');
    return document(request, reply, digest(file), () => file);
  };
}

const USAGE = 'POST a SOAP envelope here; the WSDL is at ?wsdl.';

/** An XML document that caches keep and ask about before they use it, since the address in it depends on who asks. */
function document(request: FastifyRequest, reply: FastifyReply, version: string, render: () => string): FastifyReply {
  const tag = `"${version}"`;
  reply.header('etag', tag).header('cache-control', 'no-cache').header('vary', 'host');
  if (request.headers['if-none-match']?.split(/, */).includes(tag)) return reply.code(304).send();
  return reply.header('content-type', 'text/xml; charset=utf-8').send(render());
}

function digest(content: string): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 22);
}
