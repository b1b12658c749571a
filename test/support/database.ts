import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Model } from '../../src/model/model.ts';
import { loadSeed } from '../../src/model/seed.ts';
import { SqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { MAPPINGS, model } from './model.ts';

export const STAMP = { by: '0-1', source: 'test' };

export interface TestDatabase {
  readonly store: SqliteStore;
  readonly path: string;
  /** Closes it and removes its files. */
  remove(): Promise<void>;
}

/** A new database file with the rows of `seed.yaml` (products, users, positions) and no others. */
export async function createDatabase(): Promise<TestDatabase> {
  const database = await createEmptyDatabase(model);
  const { always, samples } = loadSeed(MAPPINGS, model);
  await database.store.write((transaction) =>
    transaction.apply(
      [...always, ...samples].map((row) => ({ kind: 'insert', ...row })),
      STAMP,
    ),
  );
  return database;
}

/** A new database file with the tables of a model. */
export async function createEmptyDatabase({ tables }: Model): Promise<TestDatabase> {
  const directory = mkdtempSync(join(tmpdir(), 'cut-test-'));
  const path = join(directory, 'cut.db');
  const store = await SqliteStore.open({ path, tables: tables.values() });
  return {
    store,
    path,
    async remove() {
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
