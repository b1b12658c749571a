import { setImmediate } from 'node:timers/promises';
import { OBJECT_ID } from '../contract/process-arguments.ts';
import { CutError } from '../errors/cut-error.ts';
import type { Model, Service, WorkflowProcess } from '../model/model.ts';
import { publishedServices } from '../model/published-services.ts';
import type { Authenticator, Credentials } from '../security/authenticator.ts';
import { LONGEST_LOGIN } from '../security/user.ts';
import { GateFull, WorkGate } from '../security/work-gate.ts';
import type {
  Caller,
  MessageReceiver,
  ProcessResult,
  ProcessRunner,
  PropertyValue,
} from '../workflow/process-runner.ts';
import { decodeText } from '../xml/decode-text.ts';
import { checkMustUnderstand } from './check-must-understand.ts';
import { type ContentType, parseContentType } from './content-type.ts';
import { readEnvelope, readHead, readVersion } from './envelope.ts';
import { writeFault } from './fault.ts';
import { findOperation } from './find-operation.ts';
import { byWrapper, type Called, toOperation } from './operation.ts';
import { type PayloadDecoder, readArguments } from './read-arguments.ts';
import { readCredentials } from './read-credentials.ts';
import { readMessageId } from './read-message-id.ts';
import { type MessageParser, readStart } from './read-start.ts';
import { type SoapVersion, versionOfMediaType, writeEnvelope } from './soap-version.ts';
import { type PayloadEncoder, writeAnswer } from './write-answer.ts';

/** One call, as the transport brings it. */
export interface SoapRequest {
  readonly body: Uint8Array;
  readonly contentType?: string;
  /** Header `SOAPAction`, as sent. */
  readonly soapAction?: string;
  /** Header `Authorization`, as sent. */
  readonly authorization?: string;
  /** Header `Idempotency-Key`, as sent. */
  readonly idempotencyKey?: string;
  /** Whose operations can be called; absent: those of all workflow processes. */
  readonly service?: Service;
  /** Stands in the fault for an error of ours, and in the log beside it. */
  readonly requestId: string;
}

/** The answer, which may be a fault. */
export interface SoapResponse {
  /** HTTP status. */
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** Further HTTP headers. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly outcome: SoapOutcome;
}

/** What log and metrics tell about a call, as far as it got. */
interface SoapOutcome {
  readonly operation?: string;
  /** Who called; with an error about credentials, who the caller said to be, in any spelling. */
  readonly login?: string;
  readonly objectId?: string;
  /** What the caller calls the call: the id under which it may come again, else its argument `MessageId`. */
  readonly messageId?: string;
  /** The call had come before, and got its first answer. */
  readonly repeated?: true;
  readonly error?: CutError;
}

export interface SoapParts {
  readonly model: Model;
  readonly runner: ProcessRunner;
  /** Takes the calls that have an id of their own. */
  readonly receiver: MessageReceiver;
  readonly authenticator: Authenticator;
  readonly decoder: PayloadDecoder & MessageParser;
  readonly encoder: PayloadEncoder;
  /** Gets what went wrong here, for the log; the caller gets the request id only. */
  readonly onError: (error: unknown, requestId: string) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Bytes from which on a body is large: its tree takes many times as much memory, so that only a few are worked on at once. */
const LARGE = 1024 * 1024;
const LARGE_AT_ONCE = 2;
const LARGE_WAITING = 64;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The SOAP side of the service, without a transport: bytes and headers in, status and text out. */
export class SoapEndpoint {
  readonly #parts: SoapParts;
  readonly #now: () => number;
  readonly #operations: ReadonlyMap<string, Called>;
  readonly #operationsOf: ReadonlyMap<Service, ReadonlyMap<string, Called>>;
  readonly #large = new WorkGate({ atOnce: LARGE_AT_ONCE, waiting: LARGE_WAITING });

  constructor(parts: SoapParts) {
    const { model, now = Date.now } = parts;
    this.#parts = parts;
    this.#now = now;
    const callable = (processes: Iterable<WorkflowProcess>) =>
      byWrapper([...processes].map((process) => toOperation(process, model)));
    this.#operations = callable(model.processes.values());
    this.#operationsOf = new Map(publishedServices(model).map((service) => [service, callable(service.processes)]));
  }

  /** Answers a call. Never rejects: whatever goes wrong becomes a fault in the SOAP version of the call. */
  async handle(request: SoapRequest): Promise<SoapResponse> {
    const contentType = parseContentType(request.contentType);
    const progress: Progress = { version: versionOfMediaType(contentType.mediaType), outcome: {} };
    try {
      const body = await this.#answer(request, contentType, progress);
      const { version, outcome } = progress;
      return {
        status: 200,
        contentType: version.contentType,
        body: writeEnvelope(version, body),
        ...(outcome.repeated && { headers: REPEATED }),
        outcome,
      };
    } catch (error) {
      return toFault(this.#known(error, request.requestId), progress);
    }
  }

  /** The fault for a call whose body could not be taken; its SOAP version follows from the Content-Type. */
  refuse(error: CutError, contentType?: string): SoapResponse {
    return toFault(error, { version: versionOfMediaType(parseContentType(contentType).mediaType), outcome: {} });
  }

  /** Looks at the Body last: nobody unknown can make us work on it. So wrong credentials are refused before a Body that is malformed. */
  async #answer(request: SoapRequest, contentType: ContentType, progress: Progress): Promise<string> {
    const caller = await this.#authenticate(request, contentType, progress);
    const run = () => this.#run(request, contentType, caller, progress);
    return request.body.length < LARGE ? run() : inTurn(this.#large, run);
  }

  async #authenticate(request: SoapRequest, { charset }: ContentType, progress: Progress): Promise<Caller> {
    const credentials = this.#readCredentials(request, charset, progress);
    if (credentials !== undefined) progress.outcome.login = credentials.login.slice(0, LONGEST_LOGIN);
    const caller = await this.#parts.authenticator.authenticate(credentials);
    progress.outcome.login = caller.login;
    return caller;
  }

  /** Apart, so that nothing of the message is held while the credentials are checked. */
  #readCredentials(
    { body, authorization }: SoapRequest,
    charset: string | undefined,
    progress: Progress,
  ): Credentials | undefined {
    const start = readStart(body, charset, this.#parts.decoder);
    progress.version = readVersion(start);
    const head = readHead(start, progress.version);
    checkMustUnderstand(head);
    return readCredentials(head, authorization, this.#now());
  }

  async #run(
    request: SoapRequest,
    { charset, action }: ContentType,
    caller: Caller,
    { version, outcome }: Progress,
  ): Promise<string> {
    const { runner, receiver, decoder, encoder } = this.#parts;
    const text = decodeText(request.body, charset);
    const { content, headers } = readEnvelope(decoder.parse(text), version);

    const called = findOperation(content, request.soapAction ?? action, this.#callable(request.service));
    const { process } = called.operation;
    outcome.operation = process.operation;

    const properties = readArguments(text, content, called.operation, decoder);
    const id = readMessageId({ headers, version }, request.idempotencyKey);
    const messageId = id ?? stringProperty(properties, 'MessageId');
    if (messageId !== undefined) outcome.messageId = messageId.slice(0, LONGEST_MESSAGE_ID);
    const call = { process, properties, caller };
    const write = (result: ProcessResult): string => {
      const objectId = objectIdOf(result);
      if (objectId !== undefined) outcome.objectId = objectId;
      return writeAnswer(called, result.properties, encoder);
    };
    if (id === undefined) return write(await runner.run(call));
    const sent = { id, content: text.slice(content.start, content.end) };
    const { answer, repeated } = await receiver.receive(call, sent, write);
    if (repeated) outcome.repeated = true;
    return answer;
  }

  #callable(service: Service | undefined): ReadonlyMap<string, Called> {
    return service === undefined ? this.#operations : (this.#operationsOf.get(service) ?? NO_OPERATIONS);
  }

  /** What the caller may know of an error. */
  #known(error: unknown, incident: string): CutError {
    if (error instanceof CutError && error.entry.exposed) return error;
    this.#parts.onError(error, incident);
    return new CutError('INTERNAL', { incident }, { cause: error });
  }
}

/** Others get their turn between two large messages. */
async function inTurn<T>(gate: WorkGate, work: () => Promise<T>): Promise<T> {
  try {
    return await gate.run(async () => {
      await setImmediate();
      return work();
    });
  } catch (error) {
    if (error instanceof GateFull) throw new CutError('SERVICE_BUSY', {}, { cause: error });
    throw error;
  }
}

/** Of a service that the model does not have. */
const NO_OPERATIONS: ReadonlyMap<string, Called> = new Map();

/** How far a call has got. */
interface Progress {
  version: SoapVersion;
  readonly outcome: Mutable<SoapOutcome>;
}

function toFault(error: CutError, { version, outcome }: Progress): SoapResponse {
  const { status } = error.entry;
  return {
    status,
    contentType: version.contentType,
    body: writeFault(error, version),
    ...(status === 401 && { headers: CHALLENGE }),
    outcome: { ...outcome, error },
  };
}

/** What services with an Idempotency-Key commonly say of an answer that was given before. */
const REPEATED = Object.freeze({ 'idempotent-replayed': 'true' });

/** RFC 7617, 2 and 2.1. */
const CHALLENGE = Object.freeze({ 'www-authenticate': 'Basic realm="cut-adapter", charset="UTF-8"' });

/** UTF-16 code units of it in the log. */
const LONGEST_MESSAGE_ID = 100;

function objectIdOf({ properties }: ProcessResult): string | undefined {
  return stringProperty(properties, OBJECT_ID) ?? stringProperty(properties, 'PrimaryRowId');
}

/** An empty one is as good as none. */
function stringProperty(properties: ReadonlyMap<string, PropertyValue>, name: string): string | undefined {
  const value = properties.get(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
