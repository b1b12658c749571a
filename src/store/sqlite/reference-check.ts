import { ForeignKeyViolation } from '../store.ts';
import type { Connection } from './connection.ts';
import { quoteName } from './identifiers.ts';
import type { InsertedKey } from './insertion.ts';
import type { Reference, References, WrittenKey } from './references.ts';

/**
 * Checks the foreign keys that one list of changes has written, at its end, so that rows may come in any order within it. What the list
 * inserts itself needs no look-up; the rest takes one statement for each table referenced.
 */
export class ReferenceCheck {
  readonly #connection: Connection;
  readonly #references: References;
  readonly #inserted = new Map<string, Set<string>>();
  readonly #deleted = new Map<string, Set<string>>();
  /** Rows of one table are mostly inserted one after the other. */
  #lastTable: string | undefined;
  /** Undefined for a table that no foreign key points at. */
  #lastInserted: Set<string> | undefined;
  /** By table referenced: ROW_ID -> a foreign key that holds it. */
  readonly #written = new Map<string, Map<string, Reference>>();

  constructor(connection: Connection, references: References) {
    this.#connection = connection;
    this.#references = references;
  }

  inserted(table: string, rowId: string): void {
    if (table !== this.#lastTable) {
      this.#lastTable = table;
      this.#lastInserted = this.#references.to(table).length === 0 ? undefined : setOf(this.#inserted, table);
    }
    this.#lastInserted?.add(rowId);
    if (this.#deleted.size > 0) this.#deleted.get(table)?.delete(rowId);
  }

  deleted(table: string, rowId: string): void {
    setOf(this.#deleted, table).add(rowId);
    this.#inserted.get(table)?.delete(rowId);
  }

  /** The foreign key that a column is, unless the table that it references is not one of ours. */
  referenceOf(table: string, column: string): Reference | undefined {
    return this.#references.from(table).get(column);
  }

  /** Those of `keys`, columns of a table, that are foreign keys to a table of ours. */
  referencesOf(table: string, keys: readonly InsertedKey[]): readonly WrittenKey[] {
    return this.#references.among(table, keys);
  }

  written(reference: Reference, value: string): void {
    // A row that this list inserts is there, unless it deletes it again, and then who holds it is looked for.
    if (this.#inserted.get(reference.references)?.has(value) === true) return;
    const values = this.#written.get(reference.references);
    if (values === undefined) this.#written.set(reference.references, new Map([[value, reference]]));
    else values.set(value, reference);
  }

  /** @throws ForeignKeyViolation */
  verify(): void {
    for (const [table, values] of this.#written) this.#verifyWritten(table, values);
    for (const [table, rowIds] of this.#deleted) if (rowIds.size > 0) this.#verifyGone(table, [...rowIds]);
  }

  #verifyWritten(table: string, values: ReadonlyMap<string, Reference>): void {
    const inserted = this.#inserted.get(table);
    const foreign = [...values.keys()].filter((value) => inserted?.has(value) !== true);
    if (foreign.length === 0) return;
    const missing = this.#connection.all(
      `SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM ${quoteName(table)} WHERE "ROW_ID" = json_each.value)`,
      [JSON.stringify(foreign)],
    );
    for (const [value] of missing) this.#verifyGone(table, [String(value)]);
  }

  /** That no foreign key holds one of `rowIds` of `table`, which are not there. */
  #verifyGone(table: string, rowIds: readonly string[]): void {
    const list = JSON.stringify(rowIds);
    for (const reference of this.#references.to(table)) {
      const column = quoteName(reference.column);
      const [left] = this.#connection.all(
        `SELECT ${column}, "ROW_ID" FROM ${quoteName(reference.table)} WHERE ${column} IN (SELECT value FROM json_each(?)) LIMIT 1`,
        [list],
      );
      if (left === undefined) continue;
      const [value, rowId] = left.map(String);
      const deleted = this.#deleted.get(table)?.has(value ?? '') === true;
      throw new ForeignKeyViolation(reference, value ?? '', { ...(rowId === undefined ? {} : { rowId }), deleted });
    }
  }
}

function setOf(sets: Map<string, Set<string>>, key: string): Set<string> {
  const known = sets.get(key);
  if (known !== undefined) return known;
  const made = new Set<string>();
  sets.set(key, made);
  return made;
}
