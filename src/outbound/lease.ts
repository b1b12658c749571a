import { randomUUID } from 'node:crypto';
import { CUT_LEASE } from '../store/cut-tables.ts';
import type { RowChange, Stamp, Store, Value } from '../store/store.ts';
import { columnsOf, referenceTo, shapeOf } from '../store/table-columns.ts';
import { timestampIn } from './timestamp.ts';

/** Of it so much may have gone when it is renewed. */
const RENEWAL = 1 / 3;

/**
 * The right to do what one process at a time may do: a row of CUT_LEASE, with who holds it and until when. It is taken, and renewed, in a
 * write transaction, when it is free, expired or one's own. The clocks of the processes must agree to within some seconds.
 */
export class Lease {
  readonly #store: Store;
  readonly #name: string;
  readonly #stamp: Stamp;
  readonly #holder = randomUUID();
  readonly #duration: number;
  /** On the clock of `performance.now`, like `#heldUntil`. */
  #renewAt = 0;
  #heldUntil = 0;

  /** @param duration how long it lasts without being renewed, in milliseconds: so long nobody works after a holder has died */
  constructor(store: Store, name: string, stamp: Stamp, duration: number) {
    this.#store = store;
    this.#name = name;
    this.#stamp = stamp;
    this.#duration = duration;
  }

  /** Whether it is ours at this moment: nobody else can have it before its end, which only we move. */
  get isHeld(): boolean {
    return performance.now() < this.#heldUntil;
  }

  /** Takes or renews it. @returns whether it is ours */
  async take(): Promise<boolean> {
    const start = performance.now();
    if (start < this.#renewAt) return true;
    const taken = await this.#set(timestampIn(this.#duration));
    this.#renewAt = taken ? start + this.#duration * RENEWAL : 0;
    this.#heldUntil = taken ? start + this.#duration : 0;
    return taken;
  }

  /**
   * Renews it again and again.
   * @param onLost is called when it could not be renewed in time, or another one has it
   * @returns ends that
   */
  keep(onLost: () => void): () => void {
    const renew = async (): Promise<void> => {
      // A renewal that fails is made up for by the next one, as long as the lease lasts.
      await this.take().catch(() => {});
      if (!this.isHeld) onLost();
    };
    const timer = setInterval(() => void renew(), (this.#duration * RENEWAL) / 2);
    return () => clearInterval(timer);
  }

  /** Lets go of it, if it is ours. */
  async release(): Promise<void> {
    if (this.#heldUntil === 0) return;
    this.#renewAt = 0;
    this.#heldUntil = 0;
    await this.#set(timestampIn(0));
  }

  #set(expires: string): Promise<boolean> {
    return this.#store.write(async (transaction) => {
      const find = { shape: LEASE, by: [NAME], keys: [[this.#name]] };
      const [rows] = await transaction.find([find]);
      const [rowId, holder, until] = rows?.[0] ?? [];
      if (holder !== this.#holder && isAfter(until, timestampIn(0))) return false;
      const change = await this.#change(rowId ?? undefined, expires, () => transaction.allocateRowIds(1));
      await transaction.apply([change], this.#stamp);
      return true;
    });
  }

  async #change(
    rowId: string | undefined,
    expires: string,
    newRowIds: () => Promise<readonly string[]>,
  ): Promise<RowChange> {
    const values = [this.#name, this.#holder, expires];
    if (rowId !== undefined) return { kind: 'update', table: CUT_LEASE, rowId, columns: COLUMNS, values };
    const [newRowId = ''] = await newRowIds();
    return { kind: 'insert', table: CUT_LEASE, rowId: newRowId, columns: COLUMNS, values };
  }
}

const COLUMNS = columnsOf(CUT_LEASE, ['NAME', 'HOLDER', 'EXPIRES_TS']);
const NAME = referenceTo(CUT_LEASE, 'NAME');
const LEASE = shapeOf(CUT_LEASE, ['ROW_ID', 'HOLDER', 'EXPIRES_TS']);

function isAfter(time: Value | undefined, other: string): boolean {
  return typeof time === 'string' && time > other;
}
