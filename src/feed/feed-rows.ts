import type { Column } from '../model/model.ts';
import { CUT_FEED } from '../store/cut-tables.ts';
import type { ColumnReference, Reader, Row, Shape, Stamp, Transaction, Value } from '../store/store.ts';
import type { Checkpoint, Feed, FeedError, FeedStatus } from './feed.ts';
import { type ComponentCounts, type Counts, NO_COUNTS } from './run/counts.ts';
import { START } from './split/feed-splitter.ts';

const NAMES = [
  'ROW_ID',
  'FEED_ID',
  'SPOOL_NAME',
  'NAME',
  'PROCESS',
  'LOGIN',
  'USER_ID',
  'CONTENT_HASH',
  'CONTENT_SIZE',
  'ATOMIC_FLG',
  'MAX_ERRORS',
  'STATUS_CD',
  'HOLDER',
  'EXPIRES_TS',
  'CHECKPOINT',
  'COUNTS',
  'REJECTED',
  'REASON',
  'CREATED',
  'STARTED_TS',
  'ENDED_TS',
  'WORK_MS',
] as const;

/** Who writes the rows of feeds. */
const SOURCE = 'feed';

const SHAPE: Shape = Object.freeze({ table: CUT_FEED, joins: [], where: [], columns: NAMES.map(reference) });

export type NewFeed = Pick<
  Feed,
  'id' | 'spoolName' | 'name' | 'caller' | 'contentHash' | 'size' | 'process' | 'atomic' | 'maxErrors'
> & { readonly status: FeedStatus; readonly holder?: string; readonly expires?: string };

export async function findFeed(reader: Reader, id: string): Promise<Feed | undefined> {
  return findBy(reader, 'FEED_ID', id).then(([feed]) => feed);
}

export async function findFeedRow(reader: Reader, rowId: string): Promise<Feed | undefined> {
  return findBy(reader, 'ROW_ID', rowId).then(([feed]) => feed);
}

export function findByContent(reader: Reader, contentHash: string): Promise<readonly Feed[]> {
  return findBy(reader, 'CONTENT_HASH', contentHash);
}

/** Those with one of these statuses, in the order in which they came. */
export async function findByStatus(reader: Reader, statuses: readonly FeedStatus[]): Promise<readonly Feed[]> {
  const keys = statuses.map((status) => [status]);
  const [rows = []] = await reader.find([{ shape: SHAPE, by: [reference('STATUS_CD')], keys }]);
  return rows.map(feedOf).sort(byArrival);
}

/** The last feeds, the newest first. */
export async function lastFeeds(reader: Reader, limit: number): Promise<readonly Feed[]> {
  const orderBy = (['CREATED', 'ROW_ID'] as const).map((name) => ({ column: reference(name), descending: true }));
  const rows = await reader.select({ shape: SHAPE, condition: { kind: 'all', of: [] }, orderBy, limit });
  return rows.map(feedOf).sort((one, other) => byArrival(other, one));
}

/** Those of one second in the order of their ROW_IDs, a longer one behind a shorter one. */
function byArrival(one: Feed, other: Feed): number {
  const [key, otherKey] = [one, other].map(({ received, rowId }) => `${received} ${rowId.padStart(20)}`);
  return String(key) < String(otherKey) ? -1 : 1;
}

export async function insertFeed(transaction: Transaction, feed: NewFeed): Promise<Feed> {
  const [rowId = ''] = await transaction.allocateRowIds(1);
  const values: Partial<Record<ColumnName, Value>> = {
    FEED_ID: feed.id,
    SPOOL_NAME: feed.spoolName,
    NAME: feed.name,
    PROCESS: feed.process ?? null,
    LOGIN: feed.caller.login,
    USER_ID: feed.caller.userId,
    CONTENT_HASH: feed.contentHash,
    CONTENT_SIZE: String(feed.size),
    ATOMIC_FLG: feed.atomic ? 'Y' : 'N',
    MAX_ERRORS: feed.maxErrors === undefined ? null : String(feed.maxErrors),
    STATUS_CD: feed.status,
    HOLDER: feed.holder ?? null,
    EXPIRES_TS: feed.expires ?? null,
    CHECKPOINT: JSON.stringify(START),
    COUNTS: '{}',
  };
  await transaction.apply([{ kind: 'insert', table: CUT_FEED, rowId, ...columnsAndValues(values) }], stampOf(feed));
  const inserted = await findFeedRow(transaction, rowId);
  if (inserted === undefined) throw new Error('a feed that was inserted is not there');
  return inserted;
}

/** What changes of a feed; null where there is nothing any more. */
export interface FeedChange {
  readonly id?: string;
  readonly spoolName?: string;
  readonly status?: FeedStatus;
  readonly holder?: string | null;
  readonly expires?: string | null;
  readonly checkpoint?: Checkpoint;
  readonly counts?: Counts;
  readonly rejected?: number;
  readonly reason?: FeedError | null;
  readonly started?: string;
  readonly ended?: string;
  readonly workTime?: number;
}

export async function updateFeed(transaction: Transaction, feed: Feed, change: FeedChange): Promise<void> {
  const { checkpoint, counts, reason, rejected, workTime } = change;
  const values: Partial<Record<ColumnName, Value | undefined>> = {
    FEED_ID: change.id,
    SPOOL_NAME: change.spoolName,
    STATUS_CD: change.status,
    HOLDER: change.holder,
    EXPIRES_TS: change.expires,
    CHECKPOINT: checkpoint && JSON.stringify(checkpoint),
    COUNTS: counts && JSON.stringify(counts),
    REASON: reason && JSON.stringify(reason),
    REJECTED: rejected === undefined ? undefined : String(rejected),
    STARTED_TS: change.started,
    ENDED_TS: change.ended,
    WORK_MS: workTime === undefined ? undefined : String(Math.round(workTime)),
  };
  const { rowId } = feed;
  await transaction.apply([{ kind: 'update', table: CUT_FEED, rowId, ...columnsAndValues(values) }], stampOf(feed));
}

export function stampOf({ caller }: Pick<Feed, 'caller'>): Stamp {
  return { by: caller.userId, source: SOURCE };
}

type ColumnName = (typeof NAMES)[number];

async function findBy(reader: Reader, column: ColumnName, value: string): Promise<readonly Feed[]> {
  const [rows = []] = await reader.find([{ shape: SHAPE, by: [reference(column)], keys: [[value]] }]);
  return rows.map(feedOf);
}

function columnsAndValues(values: Partial<Record<ColumnName, Value | undefined>>): {
  readonly columns: readonly Column[];
  readonly values: readonly Value[];
} {
  const given = Object.entries(values).filter((entry): entry is [string, Value] => entry[1] !== undefined);
  return { columns: given.map(([name]) => column(name)), values: given.map(([, value]) => value) };
}

function feedOf(row: Row): Feed {
  const value = (name: ColumnName): string | undefined => row[NAMES.indexOf(name)] ?? undefined;
  const text = (name: ColumnName): string => value(name) ?? '';
  const process = value('PROCESS');
  const maxErrors = value('MAX_ERRORS');
  const reason = value('REASON');
  return {
    rowId: text('ROW_ID'),
    id: text('FEED_ID'),
    spoolName: text('SPOOL_NAME'),
    name: text('NAME'),
    ...(process === undefined ? {} : { process }),
    caller: { login: text('LOGIN'), userId: text('USER_ID') },
    contentHash: text('CONTENT_HASH'),
    size: Number(text('CONTENT_SIZE')),
    atomic: text('ATOMIC_FLG') === 'Y',
    ...(maxErrors === undefined ? {} : { maxErrors: Number(maxErrors) }),
    status: text('STATUS_CD') as FeedStatus,
    holder: value('HOLDER'),
    expires: value('EXPIRES_TS'),
    checkpoint: checkpointOf(text('CHECKPOINT')),
    counts: countsOf(text('COUNTS')),
    rejected: Number(text('REJECTED')),
    reason: reason === undefined ? undefined : (JSON.parse(reason) as FeedError),
    received: text('CREATED'),
    started: value('STARTED_TS'),
    ended: value('ENDED_TS'),
    workTime: Number(text('WORK_MS')),
  };
}

/** Feeds that are older may have their failures under another name. */
function checkpointOf(text: string): Checkpoint {
  const { crashes, ...checkpoint } = JSON.parse(text) as Checkpoint & { readonly crashes?: number };
  return crashes === undefined ? checkpoint : { ...checkpoint, failures: crashes };
}

/** Those of older feeds may lack what was rejected. */
function countsOf(text: string): Counts {
  const stored = JSON.parse(text) as Readonly<Record<string, Readonly<Record<string, Partial<ComponentCounts>>>>>;
  return mapValues(stored, (components) => mapValues(components, (counts) => ({ ...NO_COUNTS, ...counts })));
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

function reference(name: string): ColumnReference {
  return { alias: 't', column: column(name) };
}

function column(name: string): Column {
  const found = CUT_FEED.columns.get(name);
  if (found === undefined) throw new RangeError(`feeds have no column ${name}`);
  return found;
}
