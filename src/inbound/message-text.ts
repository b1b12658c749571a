import type { Message } from 'rhea';
import { CutError } from '../errors/cut-error.ts';
import { decodeText } from '../xml/decode-text.ts';

/**
 * The document in a message: its body is data, one section or several, or a text.
 * @param limit bytes
 * @throws CutError for a message that is empty, too large, compressed, of another kind, or not of the charset that it says
 */
export function messageText({ body, content_type, content_encoding }: Message, limit: number): string {
  if (content_encoding !== undefined && content_encoding !== '' && content_encoding !== 'identity')
    throw new CutError('CONTENT_CODING_REFUSED', { coding: content_encoding.slice(0, 40) });
  const content = contentOf(body);
  if (content === undefined)
    throw new CutError('INVALID_MESSAGE', { problem: 'the body of the message is neither data nor a text' });
  if (Buffer.byteLength(content) > limit) throw new CutError('MESSAGE_TOO_LARGE', { limit });
  if (content.length === 0) throw new CutError('EMPTY_MESSAGE');
  return typeof content === 'string' ? content : decodeText(content, charsetOf(content_type));
}

function contentOf(body: unknown): string | Buffer | undefined {
  if (typeof body === 'string' || Buffer.isBuffer(body)) return body;
  const { content } = (typeof body === 'object' && body !== null ? body : {}) as { readonly content?: unknown };
  const parts: readonly unknown[] = Array.isArray(content) ? content : [content];
  return parts.length > 0 && parts.every((part) => Buffer.isBuffer(part)) ? Buffer.concat(parts) : undefined;
}

function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? '')?.[1];
}
