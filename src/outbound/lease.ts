import { randomUUID } from 'node:crypto';
import type { Column } from '../model/model.ts';
import { CUT_LEASE } from '../store/cut-tables.ts';
import type { ColumnReference, RowChange, Shape, Stamp, Store, Value } from '../store/store.ts';

/** How long a lease lasts without being renewed, in milliseconds: so long nobody works after a holder has died. */
const DURATION = 30_000;
const RENEWAL = DURATION / 3;

/**
 * The right to do what one process at a time may do: a row of CUT_LEASE, with who holds it and until when. It is taken, and renewed, in a
 * write transaction, when it is free, expired or one's own. The clocks of the processes must agree to within some seconds.
 */
export class Lease {
  readonly #store: Store;
  readonly #name: string;
  readonly #stamp: Stamp;
  readonly #holder = randomUUID();
  /** On the clock of `performance.now`. */
  #renewAt = 0;

  constructor(store: Store, name: string, stamp: Stamp) {
    this.#store = store;
    this.#name = name;
    this.#stamp = stamp;
  }

  /** Takes or renews it. @returns whether it is ours */
  async take(): Promise<boolean> {
    const start = performance.now();
    if (start < this.#renewAt) return true;
    const taken = await this.#set(new Date(Date.now() + DURATION));
    this.#renewAt = taken ? start + RENEWAL : 0;
    return taken;
  }

  /** Runs `work`, and renews the lease, which must be ours, while that goes on. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    // A renewal that fails is made up for by the next, or by the next `take`.
    const timer = setInterval(() => void this.take().catch(() => {}), RENEWAL);
    try {
      return await work();
    } finally {
      clearInterval(timer);
    }
  }

  /** Lets go of it, if it is ours. */
  async release(): Promise<void> {
    if (this.#renewAt === 0) return;
    this.#renewAt = 0;
    await this.#set(new Date());
  }

  #set(expires: Date): Promise<boolean> {
    return this.#store.write(async (transaction) => {
      const find = { shape: LEASE, by: [reference('NAME')], keys: [[this.#name]] };
      const [rows] = await transaction.find([find]);
      const [rowId, holder, until] = rows?.[0] ?? [];
      if (holder !== this.#holder && isAfter(until, timestamp(new Date()))) return false;
      const change = await this.#change(rowId ?? undefined, timestamp(expires), () => transaction.allocateRowIds(1));
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

const COLUMNS = ['NAME', 'HOLDER', 'EXPIRES_TS'].map(column);
const LEASE: Shape = Object.freeze({
  table: CUT_LEASE,
  joins: [],
  where: [],
  columns: ['ROW_ID', 'HOLDER', 'EXPIRES_TS'].map(reference),
});

function isAfter(time: Value | undefined, other: string): boolean {
  return typeof time === 'string' && time > other;
}

/** In canonical form. */
function timestamp(time: Date): string {
  return time.toISOString().slice(0, 19).replace('T', ' ');
}

function reference(name: string): ColumnReference {
  return { alias: 't', column: column(name) };
}

function column(name: string): Column {
  const found = CUT_LEASE.columns.get(name);
  if (found === undefined) throw new RangeError(`there is no column ${name}`);
  return found;
}
