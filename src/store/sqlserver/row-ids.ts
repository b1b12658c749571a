import { type Connections, READ_COMMITTED } from './connections.ts';
import { tableName } from './identifiers.ts';

/** The first number: `1-1000000`. Shorter ROW_IDs are free for rows that come with an id of their own, such as the samples. */
const FIRST_NUMBER = 36 ** 6;
const BLOCK = 1000;

/**
 * ROW_IDs `1-` + a number in base 36, from CUT_ROW_ID, whose NEXT_NUM is the first number that nobody has reserved.
 *
 * A block is reserved by one statement that is a transaction of its own: no other node gets the same numbers, the row is locked for no longer than
 * that, and a work that fails takes nothing back. What is left of a block when the process ends is never used.
 */
export class RowIds {
  readonly #connections: Connections;
  readonly #table: string;
  /** The next number to issue. */
  #next = 0;
  /** The end (exclusive) of the numbers that are ours. */
  #end = 0;
  /** One after the other, so that nobody reserves a block while another is on its way. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(connections: Connections, schema: string) {
    this.#connections = connections;
    this.#table = tableName('CUT_ROW_ID', schema);
  }

  async allocate(count: number): Promise<readonly string[]> {
    if (count > this.#end - this.#next) {
      const reserved = this.#queue.then(() => this.#reserve(count));
      this.#queue = reserved.catch(() => undefined);
      return reserved;
    }
    return this.#take(count);
  }

  /** Another one may have brought a block meanwhile. */
  async #reserve(count: number): Promise<readonly string[]> {
    if (count > this.#end - this.#next) {
      const size = count + BLOCK;
      this.#end = await this.#connections.useSpare(async (session) => {
        const results = await session.runAlone(reserveText(this.#table), [size]);
        return Number(results.flat()[0]?.[0]);
      });
      this.#next = this.#end - size;
    }
    return this.#take(count);
  }

  #take(count: number): readonly string[] {
    const first = this.#next;
    this.#next += count;
    return Array.from({ length: count }, (_, position) => `1-${(first + position).toString(36).toUpperCase()}`);
  }
}

/** The end of a block of `@p1` numbers. Where the counter is missing, one node makes it, and the others wait. */
export function reserveText(table: string): string {
  return `${READ_COMMITTED}IF NOT EXISTS (SELECT 1 FROM ${table}) BEGIN
  BEGIN TRANSACTION;
  EXEC sp_getapplock @Resource = N'CUT_ROW_ID', @LockMode = N'Exclusive';
  INSERT INTO ${table} ([NEXT_NUM]) SELECT ${FIRST_NUMBER} WHERE NOT EXISTS (SELECT 1 FROM ${table});
  COMMIT TRANSACTION;
END;
UPDATE ${table} SET [NEXT_NUM] = [NEXT_NUM] + @p1 OUTPUT inserted.[NEXT_NUM] AS [c0];`;
}
