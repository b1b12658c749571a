import type { Condition } from '../condition.ts';
import type { Find, Reader, Row, Select, Shape } from '../store.ts';
import { findTexts, knownSelectText, numericPositions } from './compiled.ts';
import { keyParameter } from './condition.ts';
import type { Connection, Parameter } from './connection.ts';
import { countWhere, selectWhere } from './sql.ts';
import { toCanonical } from './values.ts';

/** Reads through one connection, until it is ended. */
export class SqliteReader implements Reader {
  protected readonly connection: Connection;
  #ended = false;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  async find(finds: readonly Find[]): Promise<readonly (readonly Row[])[]> {
    this.assertOpen();
    return finds.map((find) => this.#findOne(find));
  }

  async select(select: Select): Promise<readonly Row[]> {
    this.assertOpen();
    const { text, parameters } = selectWhere(select, knownSelectText);
    return this.#rows(select.shape, text, parameters);
  }

  async count(shape: Shape, condition: Condition): Promise<number> {
    this.assertOpen();
    const { text, parameters } = countWhere(shape, condition);
    return Number(this.connection.all(text, parameters)[0]?.[0]);
  }

  /** Every later call is refused. */
  end(): void {
    this.#ended = true;
  }

  protected get ended(): boolean {
    return this.#ended;
  }

  protected assertOpen(): void {
    if (this.#ended) throw new Error('the transaction has ended');
  }

  #findOne({ shape, by, keys }: Find): readonly Row[] {
    const [key] = keys;
    if (key === undefined) return [];
    const texts = findTexts(shape, by);
    if (keys.length === 1) return this.#rows(shape, texts.one, key);
    return this.#rows(shape, texts.many, [keyParameter(by, keys)]);
  }

  #rows(shape: Shape, text: string, parameters: readonly Parameter[]): readonly Row[] {
    const rows = this.connection.all(text, parameters);
    const numeric = numericPositions(shape);
    for (const row of rows) for (const position of numeric) row[position] = toCanonical(row[position] ?? null);
    return rows as unknown as readonly Row[];
  }
}
