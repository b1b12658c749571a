/** What shapes and tables compile to, kept with them: by their identity first, then by the columns asked for, the same list or one with the same names. */
import type { Column, Table } from '../../model/model.ts';
import { memoize } from '../memoize.ts';
import type { ColumnReference, Select, Shape } from '../store.ts';
import { findByKey, findByKeys, selectText, updateRow } from './sql.ts';

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
