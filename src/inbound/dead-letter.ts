import rhea, { type Message } from 'rhea';
import { CutError } from '../errors/cut-error.ts';

/** Why a message was given up. */
export interface Verdict {
  /** Name of the queue, and of the process that refused the message. */
  readonly queue: string;
  readonly process: string;
  readonly tries: number;
  readonly error: unknown;
}

/** Code points of a problem. */
const LONGEST_PROBLEM = 2000;

/** The message as it came, with the reasons in its application properties. */
export function deadLetter(message: Message, { queue, process, tries, error }: Verdict): Message {
  const { code, problem } = reason(error);
  // What the broker has said about this way of the message is not to be said about the next.
  const {
    delivery_annotations: _delivery,
    first_acquirer: _acquirer,
    delivery_count: _count,
    ttl: _ttl,
    ...kept
  } = message;
  return {
    ...kept,
    ...asBytes('message_id', kept),
    ...asBytes('correlation_id', kept),
    durable: true,
    application_properties: {
      ...message.application_properties,
      'cut-queue': queue,
      'cut-process': process,
      'cut-tries': tries,
      'cut-error-code': code,
      'cut-error': problem,
    },
  };
}

/** An id of bytes, which the library would take for a UUID and make as long as one. */
function asBytes(name: 'message_id' | 'correlation_id', message: Pick<Message, 'message_id' | 'correlation_id'>) {
  const id = message[name];
  return Buffer.isBuffer(id) && id.length !== UUID_LENGTH ? { [name]: rhea.types.wrap_binary(id) } : {};
}

const UUID_LENGTH = 16;

/** What our own errors say is for callers; of others only that there was one, since they may tell about the inside. */
function reason(error: unknown): { readonly code: string; readonly problem: string } {
  if (!(error instanceof CutError) || !error.entry.exposed)
    return { code: '', problem: 'the service failed; its log says how' };
  const problem = error.all.map(({ code, message }) => `${message} (${code})`).join('; ');
  return { code: error.code, problem: problem.slice(0, LONGEST_PROBLEM) };
}
