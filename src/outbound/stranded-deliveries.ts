import type { Condition, Store } from '../store/store.ts';
import { has, outboxShape } from './outbox-rows.ts';

/** Partners whose names are looked for, at most: each costs a look at the outbox. */
const MOST = 100;

/** Names of partners for whom deliveries wait and whom nobody serves: they are not among `served`. */
export function strandedPartners(store: Store, served: readonly string[]): Promise<readonly string[]> {
  return store.read(async (reader) => {
    const stranded: string[] = [];
    while (stranded.length < MOST) {
      const known = [...served, ...stranded];
      const of = known.map((name): Condition => ({ kind: 'not', of: has('PARTNER', name) }));
      const [row] = await reader.select({ shape: PENDING, condition: { kind: 'all', of }, limit: 1 });
      if (row === undefined) break;
      stranded.push(String(row[0]));
    }
    return stranded.toSorted();
  });
}

/** Before each queued delivery there is a pending one to the same partner. */
const PENDING = outboxShape(['PARTNER'], 'Pending');
