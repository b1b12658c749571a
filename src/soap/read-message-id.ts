import { CutError } from '../errors/cut-error.ts';
import type { EnvelopeHead } from './envelope.ts';
import { isForUs } from './header-block.ts';
import { ADDRESSING } from './namespaces.ts';

/**
 * What the caller calls its message, so as to be able to send it again: the HTTP header Idempotency-Key (as it is, or in quotes, as a structured
 * field), else the header MessageID of WS-Addressing; undefined when there is neither. The HTTP header goes first, since it is set on purpose,
 * while many a SOAP stack makes up another MessageID for each try.
 *
 * The `MessageId` of Siebel's messages is none: it is free text, for tracking, and may be the same in all messages (siebel-eai, 1.2 and 7.5).
 *
 * @throws CutError NOT_SOAP for several headers MessageID
 */
export function readMessageId({ headers, version }: EnvelopeHead, idempotencyKey: string | undefined) {
  const key = idempotencyKey?.trim().replace(/^"(.*)"$/, '$1');
  return key || readAddressing({ headers, version });
}

function readAddressing({ headers, version }: EnvelopeHead): string | undefined {
  const [block, more] = headers.filter(
    (each) => each.name === 'MessageID' && ADDRESSING.has(each.namespace) && isForUs(each, version),
  );
  if (more !== undefined)
    throw new CutError('NOT_SOAP', { problem: 'it has several headers MessageID' }, { location: { line: more.line } });
  return block?.text.trim() || undefined;
}
