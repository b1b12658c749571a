import { CutError } from '../../errors/cut-error.ts';
import type { XmlElement } from '../../xml/element.ts';
import { parseXml } from '../../xml/parse-xml.ts';
import { type Answer, DeliveryFailure } from '../delivery-failure.ts';

/** An HTTP answer, its body read. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter?: string | undefined;
  readonly text: string;
}

/**
 * What an HTTP answer means.
 *
 * - 2xx: delivered; unless it is a SOAP fault, or what no partner answers: a page for people, XML that is none
 * - 401, 403, 404, 405, 407: something about our account or its address is wrong, which says nothing about the message; 408, 425, 429, 502, 503, 504, and 3xx: the partner is
 *   not to be had; any other status: it refuses this message
 *
 * @throws DeliveryFailure
 */
export function readAnswer({ status, contentType, retryAfter, text }: HttpAnswer): Answer {
  const answer: Answer = { status, ...(text !== '' && { text }) };
  const fault = faultOf(text, contentType);
  if (fault !== undefined) throw new DeliveryFailure('Refused', `fault: ${fault}`, { answer });
  if (status >= 200 && status < 300) {
    const problem = garbage(text, contentType);
    if (problem === undefined) return answer;
    throw new DeliveryFailure('Failed', `HTTP ${status}, but ${problem}`, { answer });
  }
  const outcome = status < 400 || UNAVAILABLE.has(status) ? 'Failed' : 'Refused';
  throw new DeliveryFailure(outcome, `HTTP ${status}`, { answer, retryAfter: milliseconds(retryAfter) });
}

const UNAVAILABLE: ReadonlySet<number> = new Set([401, 403, 404, 405, 407, 408, 425, 429, 502, 503, 504]);

function isXml(contentType: string): boolean {
  return /[/+]xml\b/i.test(contentType);
}

/** What of an answer says that it does not come from the partner's own program. */
function garbage(text: string, contentType: string): string | undefined {
  if (/^text\/html\b/i.test(contentType)) return 'the answer is a page for people (text/html)';
  if (text.trim() === '' || !isXml(contentType)) return undefined;
  try {
    parseXml(text);
    return undefined;
  } catch (error) {
    if (error instanceof CutError) return `the answer is no XML: ${error.message}`;
    throw error;
  }
}

const FAULT_NAMESPACES: ReadonlySet<string> = new Set([
  'http://schemas.xmlsoap.org/soap/envelope/',
  'http://www.w3.org/2003/05/soap-envelope',
]);

/** Text of a SOAP fault; undefined when the answer is none. */
function faultOf(text: string, contentType: string): string | undefined {
  if (!isXml(contentType) || !text.includes('Fault')) return undefined;
  const root = tryParse(text);
  const fault = root?.name === 'Envelope' && FAULT_NAMESPACES.has(root.namespace) ? find(root, 'Fault') : undefined;
  if (fault === undefined) return undefined;
  return (find(fault, 'faultstring') ?? find(fault, 'Text'))?.text.trim() || 'without a text';
}

function tryParse(text: string): XmlElement | undefined {
  try {
    return parseXml(text);
  } catch {
    return undefined;
  }
}

/** At most three levels down: `Envelope/Body/Fault`, `Fault/Reason/Text`. */
function find(element: XmlElement, name: string, depth = 2): XmlElement | undefined {
  for (const child of element.children) if (child.name === name) return child;
  if (depth === 0) return undefined;
  for (const child of element.children) {
    const found = find(child, name, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Of a Retry-After in seconds, at most an hour; one with a date is passed over. */
function milliseconds(retryAfter: string | undefined): number {
  return retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter) ? Math.min(Number(retryAfter), 3600) * 1000 : 0;
}
