import type { Column, Table } from '../../model/model.ts';
import { ForeignKeyViolation, type RowChange, RowGone, UniqueViolation } from '../store.ts';
import { BINARY } from './column-type.ts';
import { foreignKeyName } from './ddl.ts';
import { quoteName, tableName } from './identifiers.ts';
import { readSchema } from './schema.ts';
import type { ResultRows, Session } from './session.ts';
import { errorText, goneRow, isConstraintViolation, isUniqueViolation } from './sqlserver-errors.ts';

type Ask = (text: string, lists: readonly string[]) => Promise<readonly ResultRows[]>;

interface ForeignKey {
  readonly table: Table;
  readonly column: Column;
  readonly references: string;
}

/** A unique index. */
interface UniqueKey {
  readonly table: string;
  readonly columns: readonly string[];
}

/**
 * What the server refused, as the store's port names it. Its messages name the index or constraint; other servers that speak its protocol may
 * add to that name, or write it in small letters. In a database that a DBA has made they may have names of their own: the catalogue tells.
 */
export class Violations {
  readonly #schema: string;
  readonly #tables: ReadonlyMap<string, Table>;
  readonly #foreignKeys = new Map<string, ForeignKey>();
  /** By table and name, as the catalogue has them; empty until it was asked. */
  readonly #uniqueKeys = new Map<string, Map<string, UniqueKey>>();
  #hasAsked = false;

  constructor(tables: Iterable<Table>, schema: string) {
    this.#schema = schema;
    this.#tables = new Map([...tables].map((table) => [table.name, table]));
    for (const table of this.#tables.values()) {
      for (const column of table.columns.values())
        this.#addForeignKey(foreignKeyName(table.name, column.name), table, column);
    }
  }

  /**
   * @param changes what was sent
   * @param session its transaction is undone, unless it goes on after the error
   * @param goesOn whether the transaction goes on
   * @returns UniqueViolation, ForeignKeyViolation, RowGone; `error` when it is something else
   */
  async explain(error: unknown, changes: readonly RowChange[], session: Session, goesOn: boolean): Promise<unknown> {
    const gone = goneRow(error);
    if (gone !== undefined) return new RowGone(gone.table, gone.rowId);
    const isUnique = isUniqueViolation(error);
    if (!isUnique && !isConstraintViolation(error)) return error;
    const find = () => (isUnique ? this.#uniqueKey(error, changes) : named(errorText(error), this.#foreignKeys));
    try {
      const found = find() ?? ((await this.#askNames(session, goesOn)) ? find() : undefined);
      if (found === undefined) return error;
      if ('columns' in found) return new UniqueViolation(found.table, found.columns, { cause: error });
      if (!goesOn) await session.rollBack();
      const ask: Ask = (text, lists) => (goesOn ? session.run(text, lists) : session.runAlone(text, lists));
      return await this.#foreignKeyViolation(found, error, changes, ask);
    } catch {
      return error;
    }
  }

  #uniqueKey(error: unknown, changes: readonly RowChange[]): UniqueKey | undefined {
    const keys = new Map<string, UniqueKey>();
    for (const { table } of changes) {
      keys.set(`${table.name}_P1`, { table: table.name, columns: ['ROW_ID'] });
      for (const { name, unique, columns } of table.indexes) if (unique) keys.set(name, { table: table.name, columns });
      for (const [name, key] of this.#uniqueKeys.get(table.name) ?? []) keys.set(name, key);
    }
    return named(errorText(error), keys);
  }

  /** @returns whether there may be names now that were not known; they are asked for once */
  async #askNames(session: Session, goesOn: boolean): Promise<boolean> {
    if (this.#hasAsked) return false;
    if (!goesOn) await session.rollBack();
    const { tables } = await readSchema(session, this.#schema);
    this.#hasAsked = true;
    for (const { name, indexes, foreignKeys } of tables.values()) {
      const table = this.#tables.get(name);
      if (table === undefined) continue;
      const unique = indexes.filter((index) => index.unique);
      this.#uniqueKeys.set(name, new Map(unique.map((index) => [index.name, { table: name, columns: index.columns }])));
      for (const key of foreignKeys) {
        const column = table.columns.get(key.column);
        if (column?.references === key.references) this.#addForeignKey(key.name, table, column);
      }
    }
    return true;
  }

  #addForeignKey(name: string, table: Table, column: Column | undefined): void {
    if (column?.references !== undefined) this.#foreignKeys.set(name, { table, column, references: column.references });
  }

  async #foreignKeyViolation(
    key: ForeignKey,
    cause: unknown,
    changes: readonly RowChange[],
    ask: Ask,
  ): Promise<unknown> {
    const { table, column, references } = key;
    const violated = { table: table.name, column: column.name, references };
    const deleted = rowIds(changes, 'delete', references);
    const written = writtenValues(changes, key);
    for (const [value, rowId] of written) {
      if (deleted.has(value)) return new ForeignKeyViolation(violated, value, { rowId, deleted: true, cause });
    }
    const inserted = rowIds(changes, 'insert', references);
    const foreign = [...written.keys()].filter((value) => !inserted.has(value));
    const [missing] = await ask(missingText(references, this.#schema), [JSON.stringify(foreign)]);
    const value = missing?.[0]?.[0];
    if (typeof value === 'string') {
      const rowId = written.get(value);
      return new ForeignKeyViolation(violated, value, { ...(rowId === undefined ? {} : { rowId }), cause });
    }
    const own = rowIds(changes, 'delete', table.name);
    const [holders] = await ask(holdersText(key, this.#schema), [
      JSON.stringify([...deleted]),
      JSON.stringify([...own]),
    ]);
    const [held, rowId] = holders?.[0] ?? [];
    if (typeof held !== 'string' || typeof rowId !== 'string') return cause;
    return new ForeignKeyViolation(violated, held, { rowId, deleted: true, cause });
  }
}

/** What has the longest name that is in the text. */
function named<T>(text: string, things: ReadonlyMap<string, T>): T | undefined {
  const small = text.toLowerCase();
  const names = [...things.keys()].filter((name) => small.includes(name.toLowerCase()));
  const [longest] = names.sort((left, right) => right.length - left.length);
  return longest === undefined ? undefined : things.get(longest);
}

function rowIds(changes: readonly RowChange[], kind: RowChange['kind'], table: string): ReadonlySet<string> {
  const matching = changes.filter((change) => change.kind === kind && change.table.name === table);
  return new Set(matching.map(({ rowId }) => rowId));
}

/** The values that the changes give to a foreign key, each with a row that gets it. */
function writtenValues(changes: readonly RowChange[], { table, column }: ForeignKey): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const change of changes) {
    if (change.kind === 'delete' || change.table.name !== table.name) continue;
    const position = change.columns.findIndex(({ name }) => name === column.name);
    const value = position === -1 && change.kind === 'insert' ? column.default : change.values[position];
    if (typeof value === 'string') values.set(value, change.rowId);
  }
  return values;
}

export function missingText(table: string, schema: string): string {
  return (
    `SELECT TOP (1) [j].[r] AS [c0] FROM OPENJSON(@p1) WITH ([r] varchar(15) '$') AS [j] ` +
    `WHERE NOT EXISTS (SELECT 1 FROM ${tableName(table, schema)} AS [t] WHERE [t].[ROW_ID] = [j].[r] ${BINARY});`
  );
}

/** A row that holds one of the ROW_IDs `@p1`, and is not one of `@p2`. */
export function holdersText({ table, column }: ForeignKey, schema: string): string {
  const held = `[t].${quoteName(column.name)}`;
  const isOneOf = (value: string, list: string): string =>
    `EXISTS (SELECT 1 FROM OPENJSON(${list}) WITH ([r] varchar(15) '$') AS [j] WHERE ${value} = [j].[r] ${BINARY})`;
  return (
    `SELECT TOP (1) ${held} AS [c0], [t].[ROW_ID] AS [c1] FROM ${tableName(table.name, schema)} AS [t] ` +
    `WHERE ${isOneOf(held, '@p1')} AND NOT ${isOneOf('[t].[ROW_ID]', '@p2')};`
  );
}
