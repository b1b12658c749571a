import type { Connection } from './connection.ts';
import { quoteText } from './identifiers.ts';
import type { StoredValue } from './values.ts';

/** What a database file has. */
export interface ExistingTable {
  readonly name: string;
  readonly columns: ReadonlyMap<string, ExistingColumn>;
  readonly indexes: ReadonlyMap<string, ExistingIndex>;
}

interface ExistingColumn {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly hasDefault: boolean;
}

interface ExistingIndex {
  readonly name: string;
  readonly unique: boolean;
  readonly columns: readonly string[];
}

/** The text of each trigger of a database by name. */
export function readTriggers(connection: Connection): ReadonlyMap<string, string> {
  const triggers = connection.all(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name`);
  return new Map(triggers.map(([name, text]) => [String(name), String(text)]));
}

/** The tables of a database by name, without SQLite's own. */
export function readSchema(connection: Connection): ReadonlyMap<string, ExistingTable> {
  const names = connection.all(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
  );
  return new Map(names.map(([name]) => [String(name), readTable(connection, String(name))]));
}

function readTable(connection: Connection, name: string): ExistingTable {
  const columns = connection
    .all(`SELECT name, type, "notnull", dflt_value FROM pragma_table_info(${quoteText(name)})`)
    .map(([column, type, required, fallback]) => ({
      name: String(column),
      type: String(type),
      required: required === 1,
      hasDefault: fallback !== null,
    }));
  return { name, columns: byName(columns), indexes: byName(readIndexes(connection, name)) };
}

function readIndexes(connection: Connection, table: string): ExistingIndex[] {
  const indexes = connection.all(
    `SELECT l.name, l."unique", i.name FROM pragma_index_list(${quoteText(table)}) l, pragma_index_info(l.name) i WHERE l.origin = 'c' ORDER BY l.name, i.seqno`,
  );
  return [...Map.groupBy(indexes, ([name]) => String(name))].map(([name, rows]) => ({
    name,
    unique: rows[0]?.[1] === 1,
    columns: rows.map(columnName),
  }));
}

function columnName([, , column]: readonly StoredValue[]): string {
  return String(column);
}

function byName<T extends { readonly name: string }>(things: readonly T[]): ReadonlyMap<string, T> {
  return new Map(things.map((thing) => [thing.name, thing]));
}
