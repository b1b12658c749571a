import type { Column, Total } from '../../model/model.ts';
import type { Value } from '../../store/store.ts';
import type { PlannedRow, PlannedRows } from './planned-rows.ts';
import { topmostWithValue } from './rolled-up.ts';
import type { RowRead } from './rows-read.ts';
import type { TotalsRule } from './table-rules.ts';

/** The lines that totals are made of, as they are after a plan. */
export class LinesAfter {
  readonly #rule: TotalsRule;
  readonly #planned: PlannedRows;
  readonly #stored = new Map<string, RowRead>();

  constructor(rule: TotalsRule, planned: PlannedRows) {
    this.#rule = rule;
    this.#planned = planned;
  }

  /** Headers of the lines with a value that the plan inserts. */
  headersOfInserted(): string[] {
    const { totals } = this.#rule;
    return this.#changed().flatMap(({ rowId, kind }) => {
      const header = this.#headerOf(rowId);
      const counts = kind === 'insert' && totals.some((total) => this.#factorsOf(total, rowId) !== undefined);
      return counts && header !== null ? [header] : [];
    });
  }

  /** The stored lines that the plan deletes, or changes in a way that concerns a total. */
  touched(): string[] {
    const { columns } = this.#rule.lines;
    return this.#changed().flatMap(({ rowId, kind, isStored, values }) => {
      const concerned = kind !== 'update' || columns.some((column) => values.has(column));
      return isStored && concerned ? [rowId] : [];
    });
  }

  /** @returns the headers that the line is under: before the plan and after it */
  addStored(line: RowRead): string[] {
    this.#stored.set(line.rowId, line);
    return [line.values.get(this.#rule.by) ?? null, this.#headerOf(line.rowId)].filter((header) => header !== null);
  }

  /** The lines of each header, of those that were added or are inserted. */
  byHeader(): ReadonlyMap<string, readonly string[]> {
    const groups = new Map<string, string[]>();
    const inserted = this.#changed().filter(({ kind }) => kind === 'insert');
    for (const rowId of new Set([...this.#stored.keys(), ...inserted.map((line) => line.rowId)])) {
      const header = this.#headerOf(rowId);
      if (header === null || this.#planned.of(this.#rule.lines.table).get(rowId)?.kind === 'delete') continue;
      const group = groups.get(header);
      if (group === undefined) groups.set(header, [rowId]);
      else group.push(rowId);
    }
    return groups;
  }

  /** What is to be multiplied and summed. */
  amounts(total: Total, lines: readonly string[]): readonly (readonly string[])[] {
    const { parent } = this.#rule;
    const amounts = new Map(lines.map((rowId) => [rowId, this.#factorsOf(total, rowId)]));
    if (total.rolledUp && parent !== undefined)
      return topmostWithValue(amounts, (rowId) => this.#valueOf(rowId, parent));
    return [...amounts.values()].filter((factors) => factors !== undefined);
  }

  /** Whether a line that is stored under the header has a value. */
  hadValue({ factors }: Total, header: string): boolean {
    return [...this.#stored.values()].some(
      ({ values }) =>
        values.get(this.#rule.by) === header && factors.every((factor) => (values.get(factor) ?? null) !== null),
    );
  }

  #factorsOf({ factors }: Total, rowId: string): readonly string[] | undefined {
    const values = factors.map((factor) => this.#valueOf(rowId, factor)).filter((value) => value !== null);
    return values.length < factors.length ? undefined : values;
  }

  #headerOf(rowId: string): Value {
    return this.#valueOf(rowId, this.#rule.by);
  }

  #valueOf(rowId: string, column: Column): Value {
    return this.#planned.after(this.#rule.lines.table, rowId, column, this.#stored.get(rowId)) ?? null;
  }

  #changed(): PlannedRow[] {
    return [...this.#planned.of(this.#rule.lines.table).values()];
  }
}
