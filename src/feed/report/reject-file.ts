import { escapeAttribute } from '../../xml/escape.ts';
import type { Feed, FeedError } from '../feed.ts';
import type { Reject } from '../reject-rows.ts';
import type { SpoolFile } from '../spool/spool-file.ts';
import { reportedError } from './reported-error.ts';

/** Bytes of an object that are copied at a time. */
const BLOCK = 1024 * 1024;

/**
 * The rejected objects of a feed as a feed again: each as it came, in the element that it came in, behind a comment that says what is wrong with it.
 * @param rejects in the order of the feed
 */
export async function* rejectFile(
  feed: Feed,
  file: SpoolFile,
  rejects: AsyncIterable<Reject>,
): AsyncGenerator<string | Buffer> {
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<!-- rejected objects of feed ${comment(`${feed.id} (${feed.name})`)} -->\n<Rejected>\n`;
  let open = '';
  for await (const reject of rejects) {
    const tags = openTags(reject);
    if (tags !== open) {
      yield closeTags(open);
      yield `${tags}\n`;
      open = tags;
    }
    yield* rejectedObject(file, reject);
  }
  yield closeTags(open);
  yield '</Rejected>\n';
}

function* rejectedObject(
  file: SpoolFile,
  { number, line, offset, length, errors }: Reject,
): Generator<string | Buffer> {
  for (const error of errors) {
    const { remedy = '' } = reportedError(error);
    yield `<!-- ${comment(`${describeError(number, line, error)}. ${remedy}`)} -->\n`;
  }
  for (let done = 0; done < length; done += BLOCK) {
    yield file.bytes(offset + done, Math.min(BLOCK, length - done));
  }
  yield '\n';
}

/** Says of an object what is wrong with it, and where. */
export function describeError(number: number, line: number, { code, message, ...where }: FeedError): string {
  const place = [
    `object ${number}, line ${where.line ?? line}`,
    where.component && `component ${where.component}`,
    where.field && `field ${where.field}`,
  ];
  return `${place.filter(Boolean).join(', ')}: ${code}: ${message}`;
}

/** The envelope says of which integration object the list is, where its tag alone does not. */
function openTags({ listTag, integrationObject }: Reject): string {
  if (integrationObject === undefined) return listTag;
  return `<SiebelMessage MessageType="Integration Object" IntObjectName="${escapeAttribute(integrationObject)}">${listTag}`;
}

function closeTags(open: string): string {
  const names = [...open.matchAll(/<([^\s<>/"=]+)(?=[\s>])/g)].map(([, name]) => `</${name}>`);
  return names.length === 0 ? '' : `${names.reverse().join('')}\n`;
}

/** What a comment can hold (XML 1.0, 2.5). */
function comment(text: string): string {
  return text
    .replaceAll(/-(?=-)/g, '- ')
    .replace(/-$/, '- ')
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd');
}
