import type { Partner } from '../model/model.ts';
import { CUT_OUTBOX } from '../store/cut-tables.ts';
import { rowIdSupply } from '../store/row-id-supply.ts';
import type { RowChange, Stamp, Transaction } from '../store/store.ts';
import { outboxColumns } from './outbox-rows.ts';

/** A message of a Send process, before it is put into the outbox. */
export interface OutgoingMessage {
  /** Name of the Send process. */
  readonly process: string;
  readonly integrationObject: string;
  /** ROW_ID of the primary record. */
  readonly objectId: string;
  /** The document, with the message's id in it. */
  readonly document: (messageId: string) => string;
  readonly stamp: Stamp;
}

/** The transactional outbox: a delivery per partner is written together with what caused it, and made later by the `DeliveryWorker`. */
export class Outbox {
  readonly #partners: readonly Partner[];

  constructor(partners: readonly Partner[]) {
    this.#partners = partners;
  }

  /** @returns id of the message: the same for all its partners, and over all tries */
  async put(transaction: Transaction, message: OutgoingMessage): Promise<string> {
    const partners = this.#partners.filter(({ receives }) => receives.includes(message.process));
    const newRowId = rowIdSupply(await transaction.allocateRowIds(1 + partners.length));
    const messageId = newRowId();
    if (partners.length === 0) return messageId;
    const { process, integrationObject, objectId } = message;
    const payload = message.document(messageId);
    const sequence = await transaction.nextSequence(CUT_OUTBOX.name, partners.length);
    const changes = partners.map(
      ({ name }, position): RowChange => ({
        kind: 'insert',
        table: CUT_OUTBOX,
        rowId: newRowId(),
        columns: COLUMNS,
        values: [
          name,
          process,
          integrationObject,
          objectId,
          messageId,
          String(sequence + position),
          payload,
          'Pending',
          '0',
        ],
      }),
    );
    await transaction.apply(changes, message.stamp);
    return messageId;
  }
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
  'TRIES',
]);
