import type { RetryPolicy } from '../model/partner.ts';
import { CUT_OUTBOX } from '../store/cut-tables.ts';
import type { Condition, Reader, RowChange, Stamp, Store, Transaction, Value } from '../store/store.ts';
import { busyPartners, lockLanes, promoteNext } from './lanes.ts';
import {
  type DeliveryStatus,
  has,
  outboxColumns,
  outboxShape,
  reference,
  tryReference,
  tryShape,
} from './outbox-rows.ts';
import { overtaken } from './overtaken.ts';
import { timestampIn } from './timestamp.ts';

/** A delivery as operators see it; times are UTC in canonical form, what is not known is empty. */
export interface DeliveryRecord {
  readonly rowId: string;
  readonly status: DeliveryStatus;
  readonly partner: string;
  readonly process: string;
  readonly objectId: string;
  readonly messageId: string;
  readonly created: string;
  readonly tries: number;
  readonly refusals: number;
  readonly nextTry: string;
  readonly giveUp: string;
  readonly delivered: string;
  readonly lastError: string;
}

/** One try of a delivery. */
interface TryRecord {
  readonly number: number;
  readonly started: string;
  /** Milliseconds. */
  readonly duration: number;
  readonly outcome: string;
  readonly problem: string;
  /** HTTP status; empty where there is none. */
  readonly status: string;
  readonly answer: string;
}

export interface DeliveryDetails extends DeliveryRecord {
  /** Empty once the delivery is over. */
  readonly payload: string;
  readonly history: readonly TryRecord[];
}

export interface DeliveryFilter {
  readonly status?: DeliveryStatus;
  readonly partner?: string;
  readonly objectId?: string;
  readonly messageId?: string;
  readonly limit: number;
}

/** An operator asks for what cannot be done; the message says why, and what can. */
export class OutboxRefusal extends Error {
  override readonly name = 'OutboxRefusal';
}

/** What an operator can do with the outbox; deliveries are named by their ROW_ID, or the id of their message where it has one partner only. */
export class OutboxControl {
  readonly #store: Store;
  readonly #retry: ReadonlyMap<string, RetryPolicy>;
  readonly #stamp: Stamp;

  /** @param retry policies by partner */
  constructor(store: Store, retry: ReadonlyMap<string, RetryPolicy>, stamp: Stamp) {
    this.#store = store;
    this.#retry = retry;
    this.#stamp = stamp;
  }

  /** In the order of the commits, oldest first. */
  async list({ limit, ...filter }: DeliveryFilter): Promise<readonly DeliveryRecord[]> {
    const { status, partner, objectId, messageId } = filter;
    const wanted = { STATUS_CD: status, PARTNER: partner, OBJECT_ID: objectId, MESSAGE_ID: messageId };
    const of = Object.entries(wanted).flatMap(([name, value]): readonly Condition[] =>
      value === undefined ? [] : [has(name, value)],
    );
    const orderBy = [{ column: reference('SEQ_NUM') }];
    const rows = await this.#store.read((reader) =>
      reader.select({ shape: RECORD, condition: { kind: 'all', of }, orderBy, limit }),
    );
    return rows.map(toRecord);
  }

  /** @throws OutboxRefusal */
  show(id: string): Promise<DeliveryDetails> {
    return this.#store.read(async (reader) => {
      const { rowId } = await find(reader, id);
      const [rows = []] = await reader.find([
        { shape: outboxShape([...COLUMNS, 'PAYLOAD']), by: [reference('ROW_ID')], keys: [[rowId]] },
      ]);
      const [tries = []] = await reader.find([{ shape: TRY, by: [tryReference('OUTBOX_ID')], keys: [[rowId]] }]);
      const [row = []] = rows;
      return { ...toRecord(row), payload: row[COLUMNS.length] ?? '', history: tries.map(toTry).toSorted(byNumber) };
    });
  }

  /**
   * A dead letter is tried again, with all its refusals forgiven, behind an older one of its object that is on its way; a pending delivery at once.
   * @throws OutboxRefusal also for a dead letter whose object has had newer messages: it would put an older state after a newer one; and where nobody would
   * make the delivery, since there is no such partner any more
   */
  retry(id: string): Promise<DeliveryRecord> {
    return this.#change(id, async (transaction, record) => {
      if (record.status === 'Dead') await refuseOvertaken(transaction, record);
      else if (record.status !== 'Pending')
        throw new OutboxRefusal(`${record.rowId} is ${record.status}${WHY_NOT[record.status]}`);
      const giveUp = timestampIn(this.#policyFor(record).giveUpAfter);
      const status = record.status === 'Dead' ? await placeInLane(transaction, record) : record.status;
      return [change(record, { STATUS_CD: status, NEXT_TRY_TS: timestampIn(0), REFUSALS: '0', GIVE_UP_TS: giveUp })];
    });
  }

  #policyFor({ rowId, partner }: DeliveryRecord): RetryPolicy {
    const policy = this.#retry.get(partner);
    if (policy !== undefined) return policy;
    throw new OutboxRefusal(
      `${rowId} is for ${partner}, a partner that partners.yaml does not have: put it back there, or skip the delivery`,
    );
  }

  /** The delivery is not made; those behind it go on. @throws OutboxRefusal */
  skip(id: string): Promise<DeliveryRecord> {
    return this.#change(id, async (transaction, record) => {
      if (record.status === 'Delivered' || record.status === 'Skipped')
        throw new OutboxRefusal(`${record.rowId} is ${record.status} already`);
      const next = record.status === 'Pending' ? await promoteNext(transaction, record.partner, record.objectId) : [];
      return [change(record, { STATUS_CD: 'Skipped', PAYLOAD: '' }), ...next];
    });
  }

  #change(
    id: string,
    changes: (transaction: Transaction, record: DeliveryRecord) => Promise<readonly RowChange[]>,
  ): Promise<DeliveryRecord> {
    return this.#store.write(async (transaction) => {
      await lockLanes(transaction, 0);
      const record = await find(transaction, id);
      await transaction.apply(await changes(transaction, record), this.#stamp);
      return find(transaction, record.rowId);
    });
  }
}

const WHY_NOT: Readonly<Record<DeliveryStatus, string>> = {
  Queued: ', behind an older delivery of the same object: retry that one',
  Delivered: '; send the object again',
  Skipped: '; send the object again',
  Pending: '',
  Dead: '',
};

/** @throws OutboxRefusal */
async function find(reader: Pick<Reader, 'select'>, id: string): Promise<DeliveryRecord> {
  const condition = { kind: 'any', of: [has('ROW_ID', id), has('MESSAGE_ID', id)] } as const;
  const rows = await reader.select({ shape: RECORD, condition, limit: 100 });
  const records = rows.map(toRecord);
  const exact = records.find(({ rowId }) => rowId === id);
  const [first, second] = exact === undefined ? records : [exact];
  if (first === undefined)
    throw new OutboxRefusal(`there is no delivery ${id}; cut-adapter outbox list shows what there is`);
  if (second === undefined) return first;
  const ids = records.map(({ rowId, partner }) => `${rowId} (${partner})`).join(', ');
  throw new OutboxRefusal(`message ${id} has several deliveries: ${ids}; name one of them`);
}

async function refuseOvertaken(transaction: Transaction, record: DeliveryRecord): Promise<void> {
  const newer = await overtaken(transaction, record);
  if (newer === undefined) return;
  const { rowId, objectId, partner } = record;
  throw new OutboxRefusal(
    `${rowId} is overtaken by ${newer.by}, a newer message of ${objectId} to ${partner} (${newer.status}): skip it, or send the object again`,
  );
}

async function placeInLane(transaction: Transaction, { partner, objectId }: DeliveryRecord): Promise<DeliveryStatus> {
  const busy = await busyPartners(transaction, [partner], objectId);
  return busy.has(partner) ? 'Queued' : 'Pending';
}

function change({ rowId }: DeliveryRecord, values: Readonly<Record<string, Value>>): RowChange {
  const columns = outboxColumns(Object.keys(values));
  return { kind: 'update', table: CUT_OUTBOX, rowId, columns, values: Object.values(values) };
}

const COLUMNS = [
  'ROW_ID',
  'STATUS_CD',
  'PARTNER',
  'PROCESS',
  'OBJECT_ID',
  'MESSAGE_ID',
  'CREATED',
  'TRIES',
  'REFUSALS',
  'NEXT_TRY_TS',
  'GIVE_UP_TS',
  'DELIVERED_TS',
  'LAST_ERROR',
] as const;
const RECORD = outboxShape(COLUMNS);

function toRecord(row: readonly Value[]): DeliveryRecord {
  const text = (name: (typeof COLUMNS)[number]): string => row[COLUMNS.indexOf(name)] ?? '';
  return {
    rowId: text('ROW_ID'),
    status: text('STATUS_CD') as DeliveryStatus,
    partner: text('PARTNER'),
    process: text('PROCESS'),
    objectId: text('OBJECT_ID'),
    messageId: text('MESSAGE_ID'),
    created: text('CREATED'),
    tries: Number(text('TRIES')),
    refusals: Number(text('REFUSALS')),
    nextTry: text('NEXT_TRY_TS'),
    giveUp: text('GIVE_UP_TS'),
    delivered: text('DELIVERED_TS'),
    lastError: text('LAST_ERROR'),
  };
}

const TRY = tryShape(['TRY_NUM', 'STARTED_TS', 'DURATION', 'OUTCOME_CD', 'PROBLEM', 'STATUS_NUM', 'ANSWER']);

function toTry(row: readonly Value[]): TryRecord {
  const [number, started, duration, outcome, problem, status, answer] = row.map((value) => value ?? '');
  return {
    number: Number(number),
    started: started ?? '',
    duration: Number(duration),
    outcome: outcome ?? '',
    problem: problem ?? '',
    status: status ?? '',
    answer: answer ?? '',
  };
}

function byNumber(a: TryRecord, b: TryRecord): number {
  return a.number - b.number;
}
