import { type Connections, READ_COMMITTED } from './connections.ts';
import { tableName } from './identifiers.ts';

/** The first number: `1-1000000`. Shorter ROW_IDs are free for rows that come with an id of their own, such as the samples. */
const FIRST_NUMBER = 36 ** 6;
const SMALLEST_BLOCK = 1000;
const LARGEST_BLOCK = 200_000;

/**
 * ROW_IDs `1-` + a number in base 36, from CUT_ROW_ID, whose NEXT_NUM is the first number that nobody has reserved.
 *
 * A block is reserved by one statement that is a transaction of its own: no other node gets the same numbers, the row is locked for no longer than
 * that, and a work that fails takes nothing back. The next block is reserved while there still is some of the last one, so that hardly any work
 * waits for it. What is left of a block when the process ends is never used.
 */
export class RowIds {
  readonly #reserve: Reserve;
  /** Numbers that are ours, in the order in which they are issued. */
  readonly #blocks: Block[] = [];
  /** Large enough for several of the largest works so far. */
  #size = SMALLEST_BLOCK;
  /** A block that is on its way. */
  #coming: Promise<void> | undefined;

  constructor(reserve: Reserve) {
    this.#reserve = reserve;
  }

  /** To be called when a work begins: it will find enough, when it comes to allocating. */
  prepare(): void {
    if (this.#left < this.#size / 2) this.#more(this.#size).catch(() => {});
  }

  async allocate(count: number): Promise<readonly string[]> {
    this.#size = Math.min(Math.max(this.#size, 4 * count), LARGEST_BLOCK);
    // Whoever waited at the same time may have taken what has come.
    while (this.#left < count) await this.#more(Math.max(this.#size, count));
    return Array.from({ length: count }, () => `1-${this.#take().toString(36).toUpperCase()}`);
  }

  get #left(): number {
    return this.#blocks.reduce((sum, { next, end }) => sum + end - next, 0);
  }

  /** One block at a time. */
  #more(size: number): Promise<void> {
    this.#coming ??= this.#reserve(size)
      .then((end) => {
        this.#blocks.push({ next: end - size, end });
      })
      .finally(() => {
        this.#coming = undefined;
      });
    return this.#coming;
  }

  #take(): number {
    const [block] = this.#blocks;
    if (block === undefined) throw new RangeError('no number is left');
    const number = block.next;
    block.next += 1;
    if (block.next === block.end) this.#blocks.shift();
    return number;
  }
}

/** Reserves `size` numbers; the end (exclusive) of them. */
export type Reserve = (size: number) => Promise<number>;

interface Block {
  next: number;
  readonly end: number;
}

/** Reserves by {@link reserveText}, on a connection beside those of the works. */
export function reserveOn(connections: Connections, schema: string): Reserve {
  const text = reserveText(tableName('CUT_ROW_ID', schema));
  return (size) =>
    connections.useSpare(async (session) => Number((await session.runAlone(text, [size])).flat()[0]?.[0]));
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
