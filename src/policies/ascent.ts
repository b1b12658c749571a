import type { Column, Component, IntegrationObject, Table } from '../model/model.ts';
import type { ColumnReference, Reader, Shape } from '../store/store.ts';
import { columnOf } from '../store/table-columns.ts';

/** A record of a component. */
export interface ComponentRecord {
  /** Name of its component. */
  readonly component: string;
  /** ROW_ID */
  readonly recordId: string;
}

/** Levels that are climbed: circles of records, which others than the adapter can write, end there at the latest. */
const HIGHEST = 200;

/** Finds the root records of an integration object above others. */
export class Ascent {
  readonly #root: string;
  readonly #steps: ReadonlyMap<string, Step>;

  constructor({ root, components }: IntegrationObject) {
    this.#root = root.name;
    const all = [...components.values()];
    this.#steps = new Map(all.flatMap((component) => stepFrom(component, all)).map((step) => [step.from, step]));
  }

  /**
   * The roots above each of `records`, itself when it is one; none for a record that is not there any more. A record that nests can have several:
   * it may be in an object at each level. Whether a root is there is not looked up.
   * @returns ROW_IDs, in the order of `records`
   */
  async rootsOf(reader: Reader, records: readonly ComponentRecord[]): Promise<readonly ReadonlySet<string>[]> {
    const climbs = records.map((record): Climb => ({ roots: new Set(), visited: new Set(), at: [record] }));
    for (let level = 0; level < HIGHEST && climbs.some(({ at }) => at.length > 0); level += 1) {
      const above = await this.#parentsOf(
        reader,
        climbs.flatMap(({ at }) => at),
      );
      for (const climb of climbs) this.#climb(climb, above);
    }
    return climbs.map(({ roots }) => roots);
  }

  #climb(climb: Climb, above: ReadonlyMap<string, readonly ComponentRecord[]>): void {
    for (const { component, recordId } of climb.at) if (component === this.#root) climb.roots.add(recordId);
    climb.at = climb.at
      .flatMap((record) => above.get(keyOf(record)) ?? [])
      .filter((record) => !climb.visited.has(keyOf(record)));
    for (const record of climb.at) climb.visited.add(keyOf(record));
  }

  /** By {@link keyOf}. */
  async #parentsOf(
    reader: Reader,
    records: readonly ComponentRecord[],
  ): Promise<ReadonlyMap<string, readonly ComponentRecord[]>> {
    const parents = new Map<string, ComponentRecord[]>();
    for (const [component, ofComponent] of Map.groupBy(records, (record) => record.component)) {
      const step = this.#steps.get(component);
      if (step === undefined) continue;
      const keys = [...new Set(ofComponent.map(({ recordId }) => recordId))].map((id) => [id]);
      const [rows = []] = await reader.find([{ shape: step.shape, by: [step.by], keys, lock: 'none' }]);
      for (const [recordId, parentId] of rows) {
        if (typeof recordId !== 'string' || typeof parentId !== 'string') continue;
        const key = keyOf({ component, recordId });
        const found = step.to.map((parent) => ({ component: parent, recordId: parentId }));
        parents.set(key, [...(parents.get(key) ?? []), ...found]);
      }
    }
    return parents;
  }
}

interface Climb {
  readonly roots: Set<string>;
  readonly visited: Set<string>;
  at: readonly ComponentRecord[];
}

/** From the records of a component to their parents': the columns of `shape` are the ROW_IDs of both. */
interface Step {
  readonly from: string;
  readonly to: readonly string[];
  readonly shape: Shape;
  readonly by: ColumnReference;
}

function stepFrom({ name, table, where, link }: Component, all: readonly Component[]): readonly Step[] {
  if (link === undefined) return [];
  const to = all.filter(({ children }) => children.some((child) => child.name === name)).map((parent) => parent.name);
  if (link.kind === 'association') {
    const columns = [link.childColumn, link.parentColumn].map(reference);
    return [{ from: name, to, shape: shapeOf(link.table, [], columns), by: reference(link.childColumn) }];
  }
  const rowId = reference(columnOf(table, 'ROW_ID'));
  const fixed = [...where].map(([column, value]) => ({ column: reference(columnOf(table, column)), value }));
  return [{ from: name, to, shape: shapeOf(table, fixed, [rowId, reference(link.column)]), by: rowId }];
}

function shapeOf(table: Table, where: Shape['where'], columns: readonly ColumnReference[]): Shape {
  return Object.freeze({ table, joins: [], where, columns });
}

function keyOf({ component, recordId }: ComponentRecord): string {
  return `${component}\n${recordId}`;
}

function reference(column: Column): ColumnReference {
  return { alias: 't', column };
}
