import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CutError } from '../errors/cut-error.ts';
import type { Service } from '../model/model.ts';
import type { SoapRequest, SoapResponse } from '../soap/soap-endpoint.ts';
import { contractHandler } from './contract-routes.ts';
import type { HttpParts } from './http-parts.ts';
import { BodyAborted, BodyBudget, readBody } from './read-body.ts';
import { logRequest } from './request-log.ts';
import { resource, text } from './resource.ts';
import { addressedService, plainQuery, SOAP_ROUTES } from './soap-addresses.ts';

/** Bodies of the largest size that all threads together hold in memory; each holds one at least. */
const MOST_BODIES = 16;

/** The SOAP addresses: POST takes calls, GET serves the contract. */
export function registerSoapRoutes(app: FastifyInstance, parts: HttpParts): void {
  const GET = contractHandler(parts);
  const POST = soapHandler(parts);
  for (const route of SOAP_ROUTES) resource(app, route, { GET, POST });
}

function soapHandler(parts: HttpParts) {
  const budget = new BodyBudget(parts.options.bodyLimit * Math.ceil(MOST_BODIES / parts.options.threads));

  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const addressed = addressedService(parts.model, request.params, plainQuery(request.query));
    if (!addressed.found) return text(reply, 404, addressed.problem);

    const started = performance.now();
    parts.metrics.requestStarted();
    const { response, bytesIn } = await answer(parts, budget, request, addressed.service);
    const bytesOut = Buffer.byteLength(response.body);
    const milliseconds = performance.now() - started;
    parts.metrics.requestFinished({
      operation: response.outcome.operation,
      faultCode: response.outcome.error?.code,
      seconds: milliseconds / 1000,
      bytesIn,
      bytesOut,
    });
    logRequest(parts.log, { requestId: request.id, remote: request.ip, response, milliseconds, bytesIn, bytesOut });

    if (response.headers !== undefined) reply.headers(response.headers);
    return reply.code(response.status).header('content-type', response.contentType).send(response.body);
  };
}

async function answer(
  { soap, options, log }: HttpParts,
  budget: BodyBudget,
  request: FastifyRequest,
  service: Service | undefined,
): Promise<{ response: SoapResponse; bytesIn: number }> {
  const contentType = request.headers['content-type'];
  let bytesIn = 0;
  try {
    refuseCoding(request);
    const body = await readBody(request.raw, options.bodyLimit, budget);
    bytesIn = body.length;
    return { response: await soap.handle(soapRequest(request, body, service)), bytesIn };
  } catch (error) {
    if (error instanceof BodyAborted) return { response: ABORTED, bytesIn };
    if (error instanceof CutError) return { response: soap.refuse(error, contentType), bytesIn };
    log.error('request failed', { requestId: request.id, error });
    return { response: soap.refuse(new CutError('INTERNAL', { incident: request.id }), contentType), bytesIn };
  } finally {
    budget.giveBack(bytesIn);
  }
}

/** Throws for a body that is compressed; it is read and thrown away, so that the caller gets to see the answer. */
function refuseCoding({ headers, raw }: FastifyRequest): void {
  const coding = headers['content-encoding']?.trim() ?? '';
  if (/^(?:identity)?$/i.test(coding)) return;
  raw.resume();
  throw new CutError('CONTENT_CODING_REFUSED', { coding: coding.slice(0, 40) });
}

function soapRequest({ headers, id }: FastifyRequest, body: Buffer, service: Service | undefined): SoapRequest {
  const contentType = headers['content-type'];
  const soapAction = headers.soapaction;
  const idempotencyKey = headers['idempotency-key'];
  const { authorization } = headers;
  return {
    body,
    requestId: id,
    ...(contentType !== undefined && { contentType }),
    ...(typeof soapAction === 'string' && { soapAction }),
    ...(typeof idempotencyKey === 'string' && { idempotencyKey }),
    ...(authorization !== undefined && { authorization }),
    ...(service !== undefined && { service }),
  };
}

/** Nobody is there to read it. */
const ABORTED: SoapResponse = { status: 400, contentType: 'text/plain', body: '', outcome: {} };
