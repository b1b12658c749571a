import { createHash } from 'node:crypto';
import { CutError } from '../errors/cut-error.ts';
import { CUT_INBOX } from '../store/cut-tables.ts';
import type { Reader, Stamp, Transaction } from '../store/store.ts';
import { columnsOf, referenceTo, shapeOf } from '../store/table-columns.ts';
import { shorten } from '../xml/shorten.ts';

/** A message that its sender may send again under the same id. */
export interface IdentifiedMessage {
  /** ROW_ID of the S_USER row of who sent it: the ids of one sender are not those of another. */
  readonly senderId: string;
  /** What its sender calls it, not empty. */
  readonly id: string;
  /** What was asked for, and what was sent: copies of a message have the same, and another message under its id is found out. */
  readonly content: string;
}

/**
 * The answer that the message has had.
 * @returns undefined for a new one
 * @throws CutError MESSAGE_ID_REUSED
 */
export async function firstAnswer(reader: Reader, { senderId, id, content }: IdentifiedMessage) {
  const [rows] = await reader.find([{ shape: ANSWER, by: KEY, keys: [[senderId, digest(id)]] }]);
  const [contentHash, answer] = rows?.[0] ?? [];
  if (contentHash === undefined) return undefined;
  if (contentHash !== digest(content)) throw new CutError('MESSAGE_ID_REUSED', { id: shorten(id) });
  return String(answer);
}

/**
 * Remembers the answer to a new message.
 * @throws UniqueViolation when another copy of the message has been quicker
 */
export async function rememberAnswer(
  transaction: Transaction,
  { senderId, id, content }: IdentifiedMessage,
  answer: string,
  stamp: Stamp,
): Promise<void> {
  const [rowId = ''] = await transaction.allocateRowIds(1);
  const values = [senderId, digest(id), id.slice(0, LONGEST_SHOWN), digest(content), answer];
  await transaction.apply([{ kind: 'insert', table: CUT_INBOX, rowId, columns: COLUMNS, values }], stamp);
}

/** UTF-16 code units of an id that are kept for people. */
const LONGEST_SHOWN = 255;

const COLUMNS = columnsOf(CUT_INBOX, ['SENDER_ID', 'MESSAGE_KEY', 'MESSAGE_ID', 'CONTENT_HASH', 'ANSWER']);
const KEY = ['SENDER_ID', 'MESSAGE_KEY'].map((name) => referenceTo(CUT_INBOX, name));
const ANSWER = shapeOf(CUT_INBOX, ['CONTENT_HASH', 'ANSWER']);

function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
