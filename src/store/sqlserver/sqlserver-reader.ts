import type { Condition } from '../condition.ts';
import type { Find, Reader, Row, Select, Shape, Value } from '../store.ts';
import { findBatch } from './find-batch.ts';
import type { ResultRows, Session } from './session.ts';
import { countWhere, hasRowId, type Reading, selectWhere } from './sql.ts';
import { canonicalDecimal, numericPositions } from './values.ts';

/** Reads through one session, until it is ended. */
export class SqlServerReader implements Reader {
  protected readonly session: Session;
  protected readonly schema: string;
  #ended = false;

  constructor(session: Session, schema: string) {
    this.session = session;
    this.schema = schema;
  }

  /** All in one round trip. */
  async find(finds: readonly Find[]): Promise<readonly (readonly Row[])[]> {
    this.assertOpen();
    const { text, parameters, answers } = findBatch(finds, ({ lock }) => this.reading(lock));
    if (text === '') return finds.map(() => []);
    const found = answers(await this.session.run(text, parameters));
    return finds.map(({ shape, lock }, position) => this.#rows(shape, found[position] ?? [], this.reading(lock)));
  }

  async select(select: Select): Promise<readonly Row[]> {
    this.assertOpen();
    const reading = this.reading();
    const { text, parameters } = selectWhere(select, reading);
    const [rows = []] = await this.session.run(text, parameters);
    return this.#rows(select.shape, rows, reading);
  }

  async count(shape: Shape, condition: Condition): Promise<number> {
    this.assertOpen();
    const { text, parameters } = countWhere(shape, condition, { schema: this.schema });
    const [rows] = await this.session.run(text, parameters);
    return Number(rows?.[0]?.[0]);
  }

  /** Every later call is refused. */
  end(): void {
    this.#ended = true;
  }

  protected assertOpen(): void {
    if (this.#ended) throw new Error('the transaction has ended');
  }

  protected reading(_lock?: Find['lock']): Reading {
    return { schema: this.schema };
  }

  /** Takes note of a row that was read with its ROW_ID and MODIFICATION_NUM. */
  protected track(_shape: Shape, _rowId: Value, _modification: Value): void {}

  #rows(shape: Shape, found: ResultRows, { isTracked = false }: Reading): readonly Row[] {
    const width = shape.columns.length;
    const numeric = numericPositions(shape);
    return found.map((all) => {
      if (isTracked && hasRowId(shape)) this.track(shape, all.at(-2) ?? null, all.at(-1) ?? null);
      const row = all.slice(0, width);
      for (const position of numeric) row[position] = canonicalDecimal(row[position] ?? null);
      return row;
    });
  }
}
