/** Many finds in one batch. */
import { memoize } from '../memoize.ts';
import type { ColumnReference, Find, Shape } from '../store.ts';
import { canHold, keyParameter, numberedKeyParameter } from './keys.ts';
import { Parameters } from './parameters.ts';
import type { ResultRows } from './session.ts';
import { findByKey, findByKeys, findNumbered, hasRowId, type Reading, type Statement } from './sql.ts';

export interface FindBatch extends Statement {
  /** The rows of each find, out of the results of the batch. */
  answers(results: readonly ResultRows[]): readonly ResultRows[];
}

/** The finds as one batch: those that ask the same of one shape become one statement, however many they are. Empty when none has a key. */
export function findBatch(finds: readonly Find[], reading: (find: Find) => Reading): FindBatch {
  const parameters = new Parameters();
  const texts: string[] = [];
  const readers: ((results: readonly ResultRows[], answers: ResultRows[]) => void)[] = [];
  for (const group of groupsOf(finds)) {
    const [first] = group;
    const result = texts.length;
    texts.push(`${groupText(group, parameters, reading(first.find))};`);
    readers.push((results, answers) => {
      const rows = results[result] ?? [];
      if (group.length === 1) answers[first.position] = rows;
      else distribute(rows, group, answers);
    });
  }
  return {
    text: texts.join('\n'),
    parameters: parameters.values,
    answers(results) {
      const answers: ResultRows[] = finds.map(() => []);
      for (const read of readers) read(results, answers);
      return answers;
    },
  };
}

interface Placed {
  readonly find: Find;
  readonly position: number;
}

type Group = [Placed, ...Placed[]];

/** Finds with keys, those of the same shape and columns together. */
function groupsOf(finds: readonly Find[]): Group[] {
  const byShape = new Map<Shape, Map<string, Group>>();
  for (const [position, find] of finds.entries()) {
    if (find.keys.length === 0) continue;
    const ofShape = byShape.get(find.shape) ?? new Map<string, Group>();
    byShape.set(find.shape, ofShape);
    const name = `${find.lock} ${find.by.map(({ alias, column }) => `${alias}.${column.name}`).join()}`;
    const same = ofShape.get(name);
    if (same === undefined) ofShape.set(name, [{ find, position }]);
    else same.push({ find, position });
  }
  return [...byShape.values()].flatMap((ofShape) =>
    [...ofShape.values()].flatMap((group) =>
      hasRowId(group[0].find.shape) ? [group] : group.map((one): Group => [one]),
    ),
  );
}

function groupText(group: Group, parameters: Parameters, reading: Reading): string {
  const { shape, by, keys } = group[0].find;
  if (group.length > 1) {
    const parameter = parameters.add(
      numberedKeyParameter(
        by,
        group.map(({ find }) => find.keys),
      ),
    );
    return textOf(shape, by, reading, `n${parameter}`, () => findNumbered(shape, by, parameter, reading));
  }
  const [key = []] = keys;
  if (keys.length === 1 && by.every((column, position) => canHold(column, key[position] ?? ''))) {
    const names = key.map((value) => parameters.add(value));
    return textOf(shape, by, reading, `1${names[0]}`, () => findByKey(shape, by, names, reading));
  }
  const parameter = parameters.add(keyParameter(by, keys));
  return textOf(shape, by, reading, `k${parameter}`, () => findByKeys(shape, by, parameter, reading));
}

/** Most texts remembered for one shape. */
const TEXT_LIMIT = 500;
const textsOf = memoize((_shape: Shape) => new Map<string, string>());

function textOf(
  shape: Shape,
  by: readonly ColumnReference[],
  { schema, lock, isTracked }: Reading,
  kind: string,
  make: () => string,
): string {
  const texts = textsOf(shape);
  const names = by.map(({ alias, column }) => `${alias}.${column.name}`).join();
  const key = `${kind} ${schema} ${lock} ${isTracked} ${names}`;
  const known = texts.get(key);
  if (known !== undefined) return known;
  if (texts.size >= TEXT_LIMIT) texts.clear();
  const text = make();
  texts.set(key, text);
  return text;
}

/** Gives each find of a group its rows, which have the number of the find and ROW_ID after the shape's columns; each row once. */
function distribute(rows: ResultRows, group: Group, answers: ResultRows[]): void {
  const width = group[0].find.shape.columns.length;
  const found: ResultRows[number][][] = group.map(() => []);
  let last: ResultRows[number] | undefined;
  for (const row of rows) {
    const isAgain = last !== undefined && last[width] === row[width] && last[width + 1] === row[width + 1];
    last = row;
    if (!isAgain) found[Number(row[width])]?.push(row);
  }
  for (const [number, { position }] of group.entries()) answers[position] = found[number] ?? [];
}
