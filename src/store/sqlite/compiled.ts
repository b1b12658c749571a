/** What shapes and tables compile to, kept with them: by their identity first, then by the columns asked for, the same list or one with the same names. */
import type { Column, Table } from '../../model/model.ts';
import { memoize } from '../memoize.ts';
import type { ColumnReference, Select, Shape, Value } from '../store.ts';
import { findByKey, findByKeys, insertRow, selectText, updateRow } from './sql.ts';

/** Most column lists remembered for one shape or table. */
const LIST_LIMIT = 500;
/** Characters of a condition that is remembered; a longer one was made for one call. */
const LONGEST_CONDITION = 500;

export interface FindTexts {
  readonly one: string;
  readonly many: string;
}

export function findTexts(shape: Shape, by: readonly ColumnReference[]): FindTexts {
  const known = textsByList(shape);
  let texts = known.get(by);
  if (texts === undefined) {
    texts = textsByNames(shape, by);
    known.set(by, texts);
  }
  return texts;
}

const textsByList: (shape: Shape) => WeakMap<readonly ColumnReference[], FindTexts> = memoize(() => new WeakMap());

function textsByNames(shape: Shape, by: readonly ColumnReference[]): FindTexts {
  const names = by.map(({ alias, column }) => `${alias}.${column.name}`).join();
  return findsOf(shape, names, () => ({ one: findByKey(shape, by), many: findByKeys(shape, by) }));
}

/** The text of a select, one and the same string each time where it is a simple one. */
export function knownSelectText(select: Omit<Select, 'condition'>, where: string): string {
  const { shape, orderBy = [], limit, offset = 0 } = select;
  const isSimple = orderBy.length === 0 && offset === 0 && where.length <= LONGEST_CONDITION;
  return isSimple ? selectsOf(shape, `${limit} ${where}`, () => selectText(select, where)) : selectText(select, where);
}

export function updateText(table: Table, columns: readonly Column[]): string {
  const names = columns.map(({ name }) => name).join();
  return updatesOf(table, names, () => updateRow(table, columns));
}

/** The columns that SQLite may give as numbers. */
export const numericPositions: (shape: Shape) => readonly number[] = memoize((shape: Shape) =>
  shape.columns.flatMap((reference, position) => {
    const kind = reference?.column.type.kind;
    return kind === 'number' || kind === 'integer' ? [position] : [];
  }),
);

/** One insert statement for each table, whatever the columns sent: the others get their default. */
export interface Insertion {
  readonly text: string;
  readonly defaults: readonly Value[];
  /** To put a row's values into, one row after the other. */
  readonly row: Value[];
  readonly foreignKeys: readonly { readonly name: string; readonly position: number }[];
  /** Positions of the system columns that the store fills. */
  readonly stamp: Readonly<Record<(typeof STAMPED)[number], number>>;
  /**
   * Where the values of these columns belong; of use until the next call.
   * @throws RangeError when the table has no such column
   */
  positions(columns: readonly Column[]): readonly number[];
}

const STAMPED = [
  'ROW_ID',
  'CREATED',
  'CREATED_BY',
  'LAST_UPD',
  'LAST_UPD_BY',
  'DB_LAST_UPD',
  'DB_LAST_UPD_SRC',
] as const;

export const insertionOf: (table: Table) => Insertion = memoize((table: Table) => {
  const columns = [...table.columns.values()];
  const byColumn = new Map(columns.map((column, position) => [column, position]));
  const byName = new Map(columns.map(({ name }, position) => [name, position]));
  const named = (name: string): number => {
    const position = byName.get(name);
    if (position === undefined) throw new RangeError(`table ${table.name} has no column ${name}`);
    return position;
  };
  const defaults = columns.map((column) => column.default ?? null);
  return {
    text: insertRow(table),
    defaults,
    row: defaults.slice(),
    foreignKeys: columns.flatMap(({ name, references }, position) =>
      references === undefined ? [] : [{ name, position }],
    ),
    stamp: Object.fromEntries(STAMPED.map((name) => [name, named(name)])) as Insertion['stamp'],
    positions: knownPositions((column) => byColumn.get(column) ?? named(column.name)),
  };
});

/** Rows that come one after the other mostly have the same columns: what was found for the last one is compared first. */
function knownPositions(positionOf: (column: Column) => number): Insertion['positions'] {
  const last: Column[] = [];
  const positions: number[] = [];
  return (columns) => {
    for (let index = 0; index < columns.length; index += 1) {
      const column = columns[index];
      if (column === undefined || column === last[index]) continue;
      positions[index] = positionOf(column);
      last[index] = column;
    }
    return positions;
  };
}

const findsOf = memoizeLists<Shape, FindTexts>();
const selectsOf = memoizeLists<Shape, string>();
const updatesOf = memoizeLists<Table, string>();

function memoizeLists<K extends object, V>(): (owner: K, names: string, make: () => V) => V {
  const mapOf = memoize((_owner: K) => new Map<string, V>());
  return (owner, names, make) => {
    const made = mapOf(owner);
    const known = made.get(names);
    if (known !== undefined) return known;
    if (made.size >= LIST_LIMIT) made.clear();
    const value = make();
    made.set(names, value);
    return value;
  };
}
