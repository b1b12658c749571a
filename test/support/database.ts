import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Model, Table } from '../../src/model/model.ts';
import { loadSeed } from '../../src/model/seed.ts';
import { SqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { removeSchema, schemaOf } from './database-place.ts';
import { MAPPINGS, model } from './model.ts';
import type { ServerSchema } from './server-schema.ts';

export const STAMP = { by: '0-1', source: 'test' };

export interface TestDatabase {
  readonly store: Store;
  /** Its data directory. */
  readonly directory: string;
  /** The same database as another process has it; whoever opens it closes it. */
  openAgain(): Promise<Store>;
  /** Closes it and removes all of it. */
  remove(): Promise<void>;
}

/** A new database with the rows of `seed.yaml` (products, users, positions) and no others. */
export async function createDatabase(): Promise<TestDatabase> {
  const database = spares.pop() ?? (await createEmptyDatabase(model));
  const { always, samples } = loadSeed(MAPPINGS, model);
  await database.store.write((transaction) =>
    transaction.apply(
      [...always, ...samples].map((row) => ({ kind: 'insert', ...row })),
      STAMP,
    ),
  );
  const schema = schemaOf(database.directory);
  return schema === undefined ? database : { ...database, remove: () => keep(database, schema) };
}

/** A new database with the tables of a model. */
export async function createEmptyDatabase({ tables }: Model): Promise<TestDatabase> {
  const directory = mkdtempSync(join(tmpdir(), 'cut-test-'));
  const store = await openDatabase(directory, tables.values());
  return {
    store,
    directory,
    openAgain: () => openDatabase(directory, tables.values()),
    async remove() {
      await store.close();
      await removeSchema(directory);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The database of a data directory, as a process has it; whoever opens it closes it. */
export async function openDatabase(directory: string, tables: Iterable<Table>): Promise<Store> {
  const schema = schemaOf(directory);
  return schema === undefined ? SqliteStore.open({ path: join(directory, 'cut.db'), tables }) : schema.open(tables);
}

/** Databases with the tables of the shipped model and no rows: on a server it takes long to make them, and to remove them. */
const spares: TestDatabase[] = [];

async function keep(database: TestDatabase, schema: ServerSchema): Promise<void> {
  const { store, directory, openAgain } = database;
  await schema.clear(model.tables.values());
  rmSync(directory, { recursive: true });
  mkdirSync(directory);
  const isOpen = await store.ping().then(
    () => true,
    () => false,
  );
  spares.push(isOpen ? database : { ...database, store: await openAgain() });
}

/** To be called at the end. */
export async function removeSpareDatabases(): Promise<void> {
  for (const { store, remove } of spares.splice(0)) {
    await store.close();
    await remove();
  }
}
