import { randomBytes } from 'node:crypto';
import type { InstanceList } from '../model/instance.ts';
import type { Partner } from '../model/partner.ts';
import { CUT_OUTBOX } from '../store/cut-tables.ts';
import { rowIdSupply } from '../store/row-id-supply.ts';
import type { RowChange, Stamp, Transaction, Value } from '../store/store.ts';
import { busyPartners, lockLanes } from './lanes.ts';
import { outboxColumns } from './outbox-rows.ts';
import type { Subscriber, Subscribers } from './subscriptions.ts';
import { timestampIn } from './timestamp.ts';

/** A message of a Send process, before it is put into the outbox. */
export interface OutgoingMessage {
  /** Name of the Send process. */
  readonly process: string;
  readonly list: InstanceList;
  /** ROW_ID of the primary record. */
  readonly objectId: string;
  /** The document, with the message's id in it. */
  readonly document: (messageId: string) => string;
  /** Names of partners that do not get it. */
  readonly except?: ReadonlySet<string>;
  readonly stamp: Stamp;
}

/** What has been put into the outbox. */
export interface SentMessage {
  /** The same for all partners, and over all tries; no other message has it, also of another database, or of this one put back to an older state: partners know by it what they have had. */
  readonly messageId: string;
  /** Names of the partners that get it. */
  readonly partners: readonly string[];
}

/** The transactional outbox: a delivery per partner is written together with what caused it, and made later by the `DeliveryWorker`. */
export class Outbox {
  readonly #subscribers: Subscribers;

  constructor(subscribers: Subscribers) {
    this.#subscribers = subscribers;
  }

  /** @throws CutError when a condition of a partner takes too much work, or its map cannot map this */
  async put(transaction: Transaction, message: OutgoingMessage): Promise<SentMessage> {
    const { process, list, objectId, except } = message;
    const subscribers = this.#subscribers.get(process) ?? [];
    const wanting = subscribers.filter(({ partner, wants }) => except?.has(partner.name) !== true && wants(list));
    const partners = wanting.map(({ partner }) => partner);
    const names = partners.map(({ name }) => name);
    const newRowId = rowIdSupply(await transaction.allocateRowIds(1 + partners.length));
    const messageId = `${newRowId()}-${randomBytes(4).toString('hex')}`;
    if (partners.length === 0) return { messageId, partners: [] };
    const payloads = documentsFor(wanting, message, messageId);
    const sequence = await lockLanes(transaction, partners.length);
    const busy = await busyPartners(transaction, names, objectId);
    const row = (partner: Partner, position: number): readonly Value[] => [
      partner.name,
      process,
      list.integrationObject.name,
      objectId,
      messageId,
      String(sequence + position),
      payloads[position] ?? '',
      busy.has(partner.name) ? 'Queued' : 'Pending',
      timestampIn(0),
      timestampIn(partner.retry.giveUpAfter),
    ];
    const changes = partners.map(
      (partner, position): RowChange => ({
        kind: 'insert',
        table: CUT_OUTBOX,
        rowId: newRowId(),
        columns: COLUMNS,
        values: row(partner, position),
      }),
    );
    await transaction.apply(changes, message.stamp);
    return { messageId, partners: names };
  }
}

/** In the order of the subscribers; those without a map share one. */
function documentsFor(
  subscribers: readonly Subscriber[],
  { list, objectId, document }: OutgoingMessage,
  messageId: string,
): readonly string[] {
  const facts = { 'Message Id': messageId, 'Object Id': objectId };
  let plain: string | undefined;
  return subscribers.map((subscriber) => {
    if (subscriber.document !== undefined) return subscriber.document(list, facts);
    plain ??= document(messageId);
    return plain;
  });
}

const COLUMNS = outboxColumns([
  'PARTNER',
  'PROCESS',
  'INT_OBJECT',
  'OBJECT_ID',
  'MESSAGE_ID',
  'SEQ_NUM',
  'PAYLOAD',
  'STATUS_CD',
  'NEXT_TRY_TS',
  'GIVE_UP_TS',
]);
