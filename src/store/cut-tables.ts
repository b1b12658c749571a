import type { Column, Index, PhysicalType, Table } from '../model/model.ts';
import { SYSTEM_COLUMNS } from '../model/system-columns.ts';

/** Who may call: the login of an S_USER row. */
export const CUT_USER: Table = table('CUT_USER', 'Logins of this service', {
  columns: [
    ...SYSTEM_COLUMNS,
    required('USER_ID', { kind: 'id' }, { references: 'S_USER' }),
    required('LOGIN', { kind: 'nvarchar', length: 50 }),
    required('PASSWORD_HASH', { kind: 'nvarchar', length: 200 }),
    /** `Active` or `Disabled` */
    required('STATUS_CD', { kind: 'nvarchar', length: 30 }, { default: 'Active' }),
  ],
  indexes: [
    { name: 'CUT_USER_U1', unique: true, columns: ['LOGIN'] },
    { name: 'CUT_USER_F1', unique: false, columns: ['USER_ID'] },
  ],
});

/** What Send processes put out and the partners have or have not got yet. */
export const CUT_OUTBOX: Table = table('CUT_OUTBOX', 'Messages for partners', {
  columns: [
    ...SYSTEM_COLUMNS,
    required('PARTNER', { kind: 'nvarchar', length: 100 }),
    required('PROCESS', { kind: 'nvarchar', length: 100 }),
    required('INT_OBJECT', { kind: 'nvarchar', length: 100 }),
    optional('OBJECT_ID', { kind: 'id' }),
    required('MESSAGE_ID', { kind: 'varchar', length: 50 }),
    /** Orders the deliveries of a partner by the commits that put them in; null in rows older than this column, which come first. */
    optional('SEQ_NUM', { kind: 'integer' }),
    /** The document; empty once it is delivered or skipped. */
    required('PAYLOAD', { kind: 'note' }),
    /**
     * `Pending`; `Queued` behind an older pending one of the same object and partner; `Delivered`; `Dead` (a dead letter); `Skipped` by an
     * operator.
     */
    required('STATUS_CD', { kind: 'nvarchar', length: 30 }, { default: 'Pending' }),
    required('TRIES', { kind: 'integer' }, { default: '0' }),
    /** How many of the tries the partner answered with a refusal of this message. */
    required('REFUSALS', { kind: 'integer' }, { default: '0' }),
    /** Not to be tried before; null: at once. */
    optional('NEXT_TRY_TS', { kind: 'utcdatetime' }),
    /** A try that fails later than this is the last. */
    optional('GIVE_UP_TS', { kind: 'utcdatetime' }),
    optional('DELIVERED_TS', { kind: 'utcdatetime' }),
    optional('LAST_ERROR', { kind: 'nvarchar', length: 2000 }),
    /** Of a dead letter, ROW_ID of a newer delivery of the same object and partner, which has arrived and been purged. */
    optional('OVERTAKEN_BY', { kind: 'id' }),
  ],
  indexes: [
    { name: 'CUT_OUTBOX_U1', unique: true, columns: ['MESSAGE_ID', 'PARTNER'] },
    { name: 'CUT_OUTBOX_U2', unique: true, columns: ['PARTNER', 'SEQ_NUM'] },
    { name: 'CUT_OUTBOX_M1', unique: false, columns: ['STATUS_CD', 'PARTNER', 'NEXT_TRY_TS', 'SEQ_NUM', 'ROW_ID'] },
    { name: 'CUT_OUTBOX_M2', unique: false, columns: ['PARTNER', 'OBJECT_ID', 'STATUS_CD', 'SEQ_NUM'] },
    { name: 'CUT_OUTBOX_M3', unique: false, columns: ['STATUS_CD', 'LAST_UPD'] },
  ],
});

/** Every try to deliver a message of the outbox, with what the partner said. */
export const CUT_OUTBOX_TRY: Table = table('CUT_OUTBOX_TRY', 'Tries to deliver messages', {
  columns: [
    ...SYSTEM_COLUMNS,
    required('OUTBOX_ID', { kind: 'id' }, { references: 'CUT_OUTBOX' }),
    required('TRY_NUM', { kind: 'integer' }),
    required('STARTED_TS', { kind: 'utcdatetime' }),
    /** Milliseconds. */
    required('DURATION', { kind: 'integer' }),
    /** `Delivered`, `Refused` (the partner will not have this message) or `Failed` (the partner is not to be had). */
    required('OUTCOME_CD', { kind: 'nvarchar', length: 30 }),
    /** What went wrong. */
    optional('PROBLEM', { kind: 'nvarchar', length: 2000 }),
    /** HTTP status. */
    optional('STATUS_NUM', { kind: 'integer' }),
    /** What the partner answered, the beginning of it. */
    optional('ANSWER', { kind: 'note' }),
  ],
  indexes: [{ name: 'CUT_OUTBOX_TRY_F1', unique: false, columns: ['OUTBOX_ID', 'TRY_NUM'] }],
});

/** Messages with an id of their own that have been received, each with its first answer; docs/soap.md. */
export const CUT_INBOX: Table = table('CUT_INBOX', 'Messages received', {
  columns: [
    ...SYSTEM_COLUMNS,
    /** ROW_ID of the S_USER row of who sent it. */
    required('SENDER_ID', { kind: 'id' }),
    /** SHA-256 of the id, which may be of any length, and is told apart character by character. */
    required('MESSAGE_KEY', { kind: 'varchar', length: 64 }),
    /** The id, or the beginning of it, for people. */
    required('MESSAGE_ID', { kind: 'nvarchar', length: 255 }),
    /** SHA-256 of what was sent under this id. */
    required('CONTENT_HASH', { kind: 'varchar', length: 64 }),
    required('ANSWER', { kind: 'note' }),
  ],
  indexes: [
    { name: 'CUT_INBOX_U1', unique: true, columns: ['SENDER_ID', 'MESSAGE_KEY'] },
    { name: 'CUT_INBOX_M1', unique: false, columns: ['CREATED'] },
  ],
});

/** Messages of queues that were refused and are tried again: so that they are not tried for ever when who tries is started anew in between. */
export const CUT_QUEUE_TRY: Table = table('CUT_QUEUE_TRY', 'Tries to receive messages of queues', {
  columns: [
    ...SYSTEM_COLUMNS,
    required('QUEUE', { kind: 'nvarchar', length: 100 }),
    /** SHA-256 of the message's id, which may be of any length, and is told apart character by character. */
    required('MESSAGE_KEY', { kind: 'varchar', length: 64 }),
    required('TRIES', { kind: 'integer' }),
  ],
  indexes: [
    { name: 'CUT_QUEUE_TRY_U1', unique: true, columns: ['QUEUE', 'MESSAGE_KEY'] },
    { name: 'CUT_QUEUE_TRY_M1', unique: false, columns: ['LAST_UPD'] },
  ],
});

/** Changes that workflow policies have not looked at yet; written by triggers, whoever makes the change. */
export const CUT_CHANGE_NOTE: Table = table('CUT_CHANGE_NOTE', 'Changes noted for workflow policies', {
  columns: [
    ...SYSTEM_COLUMNS,
    required('POLICY', { kind: 'nvarchar', length: 100 }),
    /** An integration component, and the ROW_ID of a record of it: that one has changed, or something below it. */
    required('COMPONENT', { kind: 'nvarchar', length: 100 }),
    required('RECORD_ID', { kind: 'id' }),
    /** ROW_ID of the S_USER row as whom the change was made; null when whoever made it did not say. */
    optional('ORIGIN_ID', { kind: 'id' }),
    /** Not to be looked at before. */
    required('DUE_TS', { kind: 'utcdatetime' }),
    /** How often the process that it starts has failed. */
    required('TRIES', { kind: 'integer' }, { default: '0' }),
    optional('LAST_ERROR', { kind: 'nvarchar', length: 2000 }),
  ],
  indexes: [{ name: 'CUT_CHANGE_NOTE_M1', unique: false, columns: ['POLICY', 'DUE_TS', 'ROW_ID'] }],
});

/** Objects that partners change in turns, so that a loop comes to its end. */
export const CUT_POLICY_HOP: Table = table('CUT_POLICY_HOP', 'Turns that partners take with an object', {
  columns: [
    ...SYSTEM_COLUMNS,
    required('POLICY', { kind: 'nvarchar', length: 100 }),
    required('OBJECT_ID', { kind: 'id' }),
    /** Who had the last turn. */
    required('PARTNER', { kind: 'nvarchar', length: 100 }),
    required('HOPS', { kind: 'integer' }),
  ],
  indexes: [
    { name: 'CUT_POLICY_HOP_U1', unique: true, columns: ['OBJECT_ID', 'POLICY'] },
    { name: 'CUT_POLICY_HOP_M1', unique: false, columns: ['LAST_UPD'] },
  ],
});

/** Batch feeds and how far each has got; docs/feeds.md. */
export const CUT_FEED: Table = table('CUT_FEED', 'Batch feeds', {
  columns: [
    ...SYSTEM_COLUMNS,
    required('FEED_ID', { kind: 'nvarchar', length: 50 }),
    /** Under which name it lies in the spool. */
    required('SPOOL_NAME', { kind: 'varchar', length: 50 }),
    /** Of the file, for people. */
    required('NAME', { kind: 'nvarchar', length: 255 }),
    /** Operation of the workflow process that gets all objects; null: each object's integration object decides. */
    optional('PROCESS', { kind: 'nvarchar', length: 100 }),
    required('LOGIN', { kind: 'nvarchar', length: 50 }),
    required('USER_ID', { kind: 'id' }),
    required('CONTENT_HASH', { kind: 'varchar', length: 64 }),
    /** Bytes. */
    required('CONTENT_SIZE', { kind: 'number' }),
    required('ATOMIC_FLG', { kind: 'flag' }, { default: 'N' }),
    optional('MAX_ERRORS', { kind: 'integer' }),
    /** `Waiting`, `Running`, `Paused`, `Finished`, `Stopped`, `Refused` or `Cancelled` */
    required('STATUS_CD', { kind: 'nvarchar', length: 30 }, { default: 'Running' }),
    /** The process that works on it, and until when it may without saying so again. */
    optional('HOLDER', { kind: 'nvarchar', length: 200 }),
    optional('EXPIRES_TS', { kind: 'utcdatetime' }),
    /** How far it has got, as JSON. */
    required('CHECKPOINT', { kind: 'note' }),
    /** What has come of its objects, as JSON. */
    required('COUNTS', { kind: 'note' }),
    required('REJECTED', { kind: 'number' }, { default: '0' }),
    /** Why it was stopped, as JSON. */
    optional('REASON', { kind: 'note' }),
    optional('STARTED_TS', { kind: 'utcdatetime' }),
    optional('ENDED_TS', { kind: 'utcdatetime' }),
    /** Milliseconds that were spent on it. */
    required('WORK_MS', { kind: 'number' }, { default: '0' }),
  ],
  indexes: [
    { name: 'CUT_FEED_U1', unique: true, columns: ['FEED_ID'] },
    { name: 'CUT_FEED_M1', unique: false, columns: ['CONTENT_HASH'] },
    { name: 'CUT_FEED_M2', unique: false, columns: ['STATUS_CD'] },
  ],
});

/** Objects of feeds that were not written. */
export const CUT_FEED_REJECT: Table = table('CUT_FEED_REJECT', 'Rejected objects of batch feeds', {
  columns: [
    ...SYSTEM_COLUMNS,
    required('FEED_ROW_ID', { kind: 'id' }),
    /** Its place among the objects, from 1. */
    required('OBJECT_NUM', { kind: 'number' }),
    /** Bytes of the spooled feed. */
    required('OFFSET_NUM', { kind: 'number' }),
    required('LENGTH_NUM', { kind: 'number' }),
    required('LINE_NUM', { kind: 'number' }),
    optional('INT_OBJECT', { kind: 'nvarchar', length: 100 }),
    /** Start tag of the element around it, with all namespaces. */
    required('LIST_TAG', { kind: 'note' }),
    /** As JSON. */
    required('ERRORS', { kind: 'note' }),
  ],
  indexes: [{ name: 'CUT_FEED_REJECT_M1', unique: false, columns: ['FEED_ROW_ID', 'OBJECT_NUM'] }],
});

/** Which process does what only one at a time may do. */
export const CUT_LEASE: Table = table('CUT_LEASE', 'Leases of processes', {
  columns: [
    ...SYSTEM_COLUMNS,
    required('NAME', { kind: 'nvarchar', length: 200 }),
    /** An id that the process made up when it started. */
    required('HOLDER', { kind: 'varchar', length: 50 }),
    /** From then on another process may take it. */
    required('EXPIRES_TS', { kind: 'utcdatetime' }),
  ],
  indexes: [{ name: 'CUT_LEASE_U1', unique: true, columns: ['NAME'] }],
});

/** Counters whose numbers follow the order of the commits. */
export const CUT_SEQUENCE: Table = table('CUT_SEQUENCE', 'Counters', {
  columns: [required('NAME', { kind: 'nvarchar', length: 100 }), required('NEXT_NUM', { kind: 'integer' })],
  indexes: [{ name: 'CUT_SEQUENCE_U1', unique: true, columns: ['NAME'] }],
});

/** One row: the number of the next ROW_ID that no process has reserved. */
export const CUT_ROW_ID: Table = table('CUT_ROW_ID', 'ROW_ID counter', {
  columns: [required('NEXT_NUM', { kind: 'integer' })],
});

/** Transactions, so that a process whose connection broke during a commit finds out how that ended; for an hour. Of use on SQL Server only. */
export const CUT_COMMIT: Table = table('CUT_COMMIT', 'Transactions whose outcome can be asked for', {
  columns: [
    required('COMMIT_ID', { kind: 'varchar', length: 50 }),
    /** `N`: it was not committed and cannot be any more. */
    required('COMMITTED_FLG', { kind: 'flag' }),
    required('ENDED_TS', { kind: 'utcdatetime' }),
  ],
  indexes: [
    { name: 'CUT_COMMIT_U1', unique: true, columns: ['COMMIT_ID'] },
    { name: 'CUT_COMMIT_M1', unique: false, columns: ['ENDED_TS'] },
  ],
});

/** The statements that brought the database to its present form. */
export const CUT_MIGRATION: Table = table('CUT_MIGRATION', 'Migration steps applied', {
  columns: [required('APPLIED_TS', { kind: 'utcdatetime' }), required('STATEMENT', { kind: 'note' })],
});

/** Our own tables, which every database has beside those of the model. */
export const CUT_TABLES: readonly Table[] = Object.freeze([
  CUT_USER,
  CUT_OUTBOX,
  CUT_OUTBOX_TRY,
  CUT_INBOX,
  CUT_QUEUE_TRY,
  CUT_CHANGE_NOTE,
  CUT_POLICY_HOP,
  CUT_FEED,
  CUT_FEED_REJECT,
  CUT_LEASE,
  CUT_SEQUENCE,
  CUT_ROW_ID,
  CUT_COMMIT,
  CUT_MIGRATION,
]);

function table(
  name: string,
  comment: string,
  { columns, indexes = [] }: { columns: readonly Column[]; indexes?: readonly Index[] },
): Table {
  return Object.freeze({ name, comment, columns: new Map(columns.map((column) => [column.name, column])), indexes });
}

function required(name: string, type: PhysicalType, more: { default?: string; references?: string } = {}): Column {
  return { name, type, required: true, system: false, ...more };
}

function optional(name: string, type: PhysicalType): Column {
  return { name, type, required: false, system: false };
}
