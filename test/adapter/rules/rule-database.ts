import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Mistakes } from '../../../src/adapter/mistakes.ts';
import { keepRules } from '../../../src/adapter/rules/keep-rules.ts';
import { CutError } from '../../../src/errors/cut-error.ts';
import type { Table } from '../../../src/model/model.ts';
import { SqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import type { Reader, RowChange, Value } from '../../../src/store/store.ts';
import { findBy, STAMP, shapeOf } from '../../store/tables.ts';
import { changeOf, textOf } from './changes-as-text.ts';
import { RULE_TABLES } from './rule-tables.ts';

export interface Written {
  /** What was written, rules included. */
  readonly changes: readonly string[];
  /** Batches that the rules have read. */
  readonly reads: number;
  /** What the rules have refused; then nothing is written. */
  readonly refused: readonly CutError[];
}

/** A database whose rows are written as the adapter writes them: with the rules of its tables. */
export class RuleDatabase {
  readonly store: SqliteStore;
  readonly #tables: ReadonlyMap<string, Table>;
  readonly #directory: string;

  private constructor(store: SqliteStore, tables: ReadonlyMap<string, Table>, directory: string) {
    this.store = store;
    this.#tables = tables;
    this.#directory = directory;
  }

  static async create(tables: ReadonlyMap<string, Table> = RULE_TABLES): Promise<RuleDatabase> {
    const directory = mkdtempSync(join(tmpdir(), 'cut-rules-'));
    const store = await SqliteStore.open({ path: join(directory, 'rules.db'), tables: tables.values() });
    return new RuleDatabase(store, tables, directory);
  }

  write(...texts: readonly string[]): Promise<Written> {
    return this.writeChanges(texts.map((text) => changeOf(text, this.#tables)));
  }

  writeChanges(changes: readonly RowChange[]): Promise<Written> {
    return this.store.write(async (transaction) => {
      let reads = 0;
      const reader: Reader = {
        find(finds) {
          reads += 1;
          return transaction.find(finds);
        },
        select: (select) => transaction.select(select),
        count: (shape, condition) => transaction.count(shape, condition),
      };
      const errors = new Mistakes();
      const kept = await keepRules(reader, this.#tables, changes, errors);
      const refused = thrownBy(() => errors.throwIfAny());
      if (refused.length === 0) await transaction.apply(kept, STAMP);
      return { changes: kept.map(textOf), reads, refused };
    });
  }

  /** Writes without rules, as was done before there were any. */
  async writePlain(...texts: readonly string[]): Promise<void> {
    const changes = texts.map((text) => changeOf(text, this.#tables));
    await this.store.write((transaction) => transaction.apply(changes, STAMP));
  }

  /** Of the rows `rowIds` that are there, the values of `columns`, by ROW_ID. */
  async rows(
    table: Table,
    columns: readonly string[],
    rowIds: readonly string[],
  ): Promise<Record<string, readonly Value[]>> {
    const find = findBy(
      shapeOf(table, ['ROW_ID', ...columns]),
      ['ROW_ID'],
      rowIds.map((rowId) => [rowId]),
    );
    const [found = []] = await this.store.read((reader) => reader.find([find]));
    return Object.fromEntries(found.map(([rowId, ...values]) => [String(rowId), values]));
  }

  async remove(): Promise<void> {
    await this.store.close();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

function thrownBy(work: () => void): readonly CutError[] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof CutError) return error.all;
    throw error;
  }
}
