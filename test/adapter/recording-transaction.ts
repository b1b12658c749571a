import type { Find, RowChange, Transaction } from '../../src/store/store.ts';

/** What a work asked a transaction for. */
export interface Recorded {
  readonly finds: (readonly Find[])[];
  readonly changes: RowChange[];
}

/** The transaction, with what goes through it noted. */
export function recording(transaction: Transaction): Recorded & { readonly transaction: Transaction } {
  const recorded: Recorded = { finds: [], changes: [] };
  return {
    ...recorded,
    transaction: {
      find(finds) {
        recorded.finds.push(finds);
        return transaction.find(finds);
      },
      select: (select) => transaction.select(select),
      count: (shape, condition) => transaction.count(shape, condition),
      allocateRowIds: (count) => transaction.allocateRowIds(count),
      nextSequence: (name, count) => transaction.nextSequence(name, count),
      savepoint: (work) => transaction.savepoint(work),
      apply(changes, stamp) {
        recorded.changes.push(...changes);
        return transaction.apply(changes, stamp);
      },
    },
  };
}
