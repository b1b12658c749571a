import type { Connection } from './connection.ts';

/** The first number: `1-1000000`. Shorter ROW_IDs are free for rows that come with an id of their own, such as the samples. */
const FIRST_NUMBER = 36 ** 6;
const BLOCK = 1000;

/** The last two digits of all numbers. */
const LAST_DIGITS = Array.from({ length: 36 ** 2 }, (_, number) => inBase36(number).padStart(2, '0'));

/**
 * ROW_IDs `1-` + a number in base 36, from CUT_ROW_ID, whose NEXT_NUM is the first number that nobody has reserved.
 *
 * No id is issued twice:
 * - NEXT_NUM is read and written only inside the writer's immediate transaction, where no other process can come in between.
 * - It is written right before COMMIT, outside the savepoints of the single works: a savepoint that rolls back takes no reservation back.
 * - It is written in the same transaction as the rows that use the ids. After a crash, or a COMMIT of which nobody knows whether it
 *   happened, either both are there or neither is.
 * - When the whole group rolls back, this process lets go of what was not reserved before, yet never counts back itself.
 * Most groups are served from the rest of a reserved block and do not touch the table.
 */
export class RowIds {
  readonly #connection: Connection;
  /** The next number to issue. */
  #next = FIRST_NUMBER;
  /** The end (exclusive) of the numbers that are ours. */
  #end = FIRST_NUMBER;
  /** The open transaction has moved `#end` and not written it yet. */
  #unwritten = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Only inside a transaction of the writer. */
  allocate(count: number): string[] {
    if (this.#next + count > this.#end) this.#reserve(count);
    const first = this.#next;
    this.#next += count;
    return rowIdsFrom(first, count);
  }

  /** To be called right before COMMIT. */
  write(): void {
    if (!this.#unwritten) return;
    const changed = this.#connection.run('UPDATE "CUT_ROW_ID" SET "NEXT_NUM" = ?', [this.#end]);
    if (changed === 0) this.#connection.run('INSERT INTO "CUT_ROW_ID" ("NEXT_NUM") VALUES (?)', [this.#end]);
  }

  committed(): void {
    this.#unwritten = false;
  }

  rolledBack(): void {
    if (this.#unwritten) this.#end = this.#next;
    this.#unwritten = false;
  }

  #reserve(count: number): void {
    if (!this.#unwritten) this.#next = Math.max(this.#next, this.#readNextNumber());
    this.#end = this.#next + count + BLOCK;
    this.#unwritten = true;
  }

  #readNextNumber(): number {
    return Number(this.#connection.all('SELECT "NEXT_NUM" FROM "CUT_ROW_ID"')[0]?.[0] ?? FIRST_NUMBER);
  }
}

function rowIdsFrom(first: number, count: number): string[] {
  const rowIds: string[] = [];
  let before = '';
  for (let number = first; number < first + count; number += 1) {
    const last = number % LAST_DIGITS.length;
    if (before === '' || last === 0) before = `1-${inBase36(Math.floor(number / LAST_DIGITS.length))}`;
    rowIds.push(before + LAST_DIGITS[last]);
  }
  return rowIds;
}

function inBase36(number: number): string {
  return number.toString(36).toUpperCase();
}
