/** Conditions as SQL text, `?` for every value. */
import { type ColumnReference, type Condition, LARGEST_CONDITION } from '../store.ts';
import { quoteName } from './identifiers.ts';

/**
 * The text of `condition`; its values go to the end of `parameters`.
 *
 * Alternatives that compare the same columns become one list of keys, as JSON: the text stays short, and SQLite's planner, which takes
 * time with the square of the number of alternatives, sees one.
 * @throws RangeError when there are more than `LARGEST_CONDITION` comparisons
 */
export function conditionText(condition: Condition, parameters: (string | number)[]): string {
  if (comparisonsOf(condition) > LARGEST_CONDITION) {
    throw new RangeError(`a condition has at most ${LARGEST_CONDITION} comparisons`);
  }
  return textOf(condition, parameters);
}

export function reference({ alias, column }: ColumnReference): string {
  return `${quoteName(alias)}.${quoteName(column.name)}`;
}

/** Rows that have one of many keys in `by`; the parameter is JSON: of one column `["a"]`, of several `[["a","b"]]`. */
export function isOneOf(by: readonly ColumnReference[]): string {
  const [first] = by;
  if (by.length === 1 && first !== undefined) return `${reference(first)} IN (SELECT value FROM json_each(?))`;
  const columns = by.map(reference).join(', ');
  const values = by.map((_, position) => `value ->> ${position}`).join(', ');
  return `(${columns}) IN (SELECT ${values} FROM json_each(?))`;
}

type Equals = Extract<Condition, { kind: 'equals' }>;
type Leaf = Exclude<Condition, { kind: 'all' | 'any' }>;

/** SQLite nests `a OR b OR c` as deep as it is long, and at most 1000 deep. */
const LONGEST_CHAIN = 100;

function comparisonsOf(condition: Condition): number {
  if (isLeaf(condition)) return 1;
  return condition.of.reduce((sum, part) => sum + comparisonsOf(part), 0);
}

function textOf(condition: Condition, parameters: (string | number)[]): string {
  switch (condition.kind) {
    case 'equals':
      parameters.push(condition.value);
      return `${reference(condition.column)} = ?`;
    case 'is-null':
      return `${reference(condition.column)} IS NULL`;
    case 'all':
      if (condition.of.length === 0) return '1';
      return chain(
        condition.of.map((part) => textOf(part, parameters)),
        ' AND ',
      );
    case 'any':
      if (condition.of.length === 0) return '0';
      return chain(
        [...Map.groupBy(condition.of, signature).values()].flatMap((parts) => alternatives(parts, parameters)),
        ' OR ',
      );
  }
}

/** The same for conditions that compare the same columns; undefined for those that are no plain list of comparisons. */
function signature(condition: Condition): string | undefined {
  return leavesOf(condition)
    ?.map(({ kind, column }) => `${kind} ${reference(column)}`)
    .join();
}

function leavesOf(condition: Condition): readonly Leaf[] | undefined {
  if (isLeaf(condition)) return [condition];
  return condition.kind === 'all' && condition.of.every(isLeaf) ? condition.of : undefined;
}

function isLeaf(condition: Condition): condition is Leaf {
  return condition.kind === 'equals' || condition.kind === 'is-null';
}

/** @param parts have one signature */
function alternatives(parts: readonly Condition[], parameters: (string | number)[]): string[] {
  const [first] = parts;
  const leaves = first && leavesOf(first);
  const by = leaves?.filter(isEquals).map(({ column }) => column) ?? [];
  if (parts.length === 1 || leaves === undefined || by.length === 0) {
    return parts.map((part) => textOf(part, parameters));
  }
  const keys = parts.map((part) => (leavesOf(part) ?? []).filter(isEquals).map(({ value }) => value));
  parameters.push(JSON.stringify(by.length === 1 ? keys.flat() : keys));
  const nulls = leaves.filter((leaf) => !isEquals(leaf)).map((leaf) => textOf(leaf, parameters));
  return [chain([isOneOf(by), ...nulls], ' AND ')];
}

function isEquals(leaf: Leaf): leaf is Equals {
  return leaf.kind === 'equals';
}

function chain(parts: readonly string[], operator: string): string {
  const [first = ''] = parts;
  if (parts.length === 1) return first;
  if (parts.length <= LONGEST_CHAIN) return `(${parts.join(operator)})`;
  const chains: string[] = [];
  for (let start = 0; start < parts.length; start += LONGEST_CHAIN) {
    chains.push(chain(parts.slice(start, start + LONGEST_CHAIN), operator));
  }
  return chain(chains, operator);
}
