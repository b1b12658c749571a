import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Service } from '../model/model.ts';
import { callerAddress } from './caller-address.ts';
import type { HttpParts } from './http-parts.ts';
import { type Handler, text } from './resource.ts';
import { addressedService, plainQuery, usedPath } from './soap-addresses.ts';

/** GET on a SOAP address: `?wsdl`, and the files that the WSDL imports as `?wsdl=<name>` and `?xsd=<name>`. Needs no credentials. */
export function contractHandler({ contract, model, options }: HttpParts): Handler {
  // An address has the path of its service in it.
  const wsdls = new Remembered((address, service?: Service) => contract.wsdl(service?.id, address));
  const files = new Remembered((name) => contract.file(name));

  return (request, reply) => {
    const query = plainQuery(request.query);
    const addressed = addressedService(model, request.params, query);
    if (!addressed.found) return text(reply, 404, addressed.problem);
    if (query.wsdl === '') {
      const address = callerAddress(request, options) + usedPath(request.url, addressed.service);
      return send(request, reply, wsdls.get(address, addressed.service));
    }
    const name = query.wsdl ?? query.xsd;
    if (name === undefined) return text(reply.header('allow', 'POST, OPTIONS'), 405, USAGE);
    return send(request, reply, files.get(name));
  };
}

const USAGE = 'POST a SOAP envelope here; the WSDL is at ?wsdl.';

interface VersionedDocument {
  readonly content: string;
  /** Entity tag. */
  readonly tag: string;
}

/** More than a service has names and addresses, unless somebody makes them up. */
const MOST_REMEMBERED = 64;

/** Documents by a key that names them, made when they are first asked for; of many only the last ones are kept. */
class Remembered<T extends readonly unknown[]> {
  readonly #make: (key: string, ...more: T) => string | undefined;
  readonly #documents = new Map<string, VersionedDocument>();

  /** @param make gives undefined when there is no such document */
  constructor(make: (key: string, ...more: T) => string | undefined) {
    this.#make = make;
  }

  get(key: string, ...more: T): VersionedDocument | undefined {
    const known = this.#documents.get(key);
    if (known !== undefined) return known;
    const content = this.#make(key, ...more);
    if (content === undefined) return undefined;
    const made = { content, tag: `"${digest(content)}"` };
    const [oldest] = this.#documents.keys();
    if (this.#documents.size >= MOST_REMEMBERED && oldest !== undefined) this.#documents.delete(oldest);
    this.#documents.set(key, made);
    return made;
  }
}

/** An XML document that caches keep and ask about before they use it, since the address in it depends on who asks. */
function send(request: FastifyRequest, reply: FastifyReply, document: VersionedDocument | undefined): FastifyReply {
  if (document === undefined) return text(reply, 404, 'The contract has no such file; it begins at ?wsdl.');
  const { content, tag } = document;
  reply.header('etag', tag).header('cache-control', 'no-cache').header('vary', 'host');
  if (request.headers['if-none-match']?.split(/, */).includes(tag)) return reply.code(304).send();
  return reply.header('content-type', 'text/xml; charset=utf-8').send(content);
}

function digest(content: string): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 22);
}
