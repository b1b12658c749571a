/** Inserts organizations into the database named by the first argument until it is killed; prints the ROW_ID of each durable one. */
import { SqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { insertOf, ORGANIZATION, STAMP, TABLES } from '../tables.ts';

const store = await SqliteStore.open({ path: process.argv[2] ?? '', tables: TABLES });
await Promise.all(Array.from({ length: 8 }, insertForEver));

async function insertForEver(): Promise<never> {
  for (;;) {
    const rowIds = await store.write(async (transaction) => {
      const ids = await transaction.allocateRowIds(5);
      await transaction.apply(
        ids.map((id) => insertOf(ORGANIZATION, id, { NAME: id })),
        STAMP,
      );
      return ids;
    });
    process.stdout.write(`${rowIds.join('\n')}\n`);
  }
}
