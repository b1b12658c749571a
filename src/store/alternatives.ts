/** Alternatives that compare the same columns, merged: a database looks a list of keys up at once, however long it is. */
import type { Condition } from './condition.ts';
import type { ColumnReference } from './store.ts';

/** Rows that have one of `keys` in `by`, and nothing in `nulls`. */
export interface KeyList {
  readonly kind: 'keys';
  readonly by: readonly ColumnReference[];
  readonly keys: readonly (readonly string[])[];
  readonly nulls: readonly ColumnReference[];
}

/** The alternatives of an `any`: those that are comparisons of the same columns as one list, the others as they are. */
export function mergeAlternatives(conditions: readonly Condition[]): readonly (Condition | KeyList)[] {
  return [...Map.groupBy(conditions, signature).values()].flatMap(
    (parts): readonly (Condition | KeyList)[] => keyList(parts) ?? parts,
  );
}

type Equals = Extract<Condition, { kind: 'equals' }>;
type IsNull = Extract<Condition, { kind: 'is-null' }>;

/** The same for conditions that compare the same columns; undefined for those that are no plain list of comparisons. */
function signature(condition: Condition): string | undefined {
  return leavesOf(condition)
    ?.map(({ kind, column: { alias, column } }) => `${kind} ${alias}.${column.name}`)
    .join();
}

/** @param parts have one signature */
function keyList(parts: readonly Condition[]): [KeyList] | undefined {
  const [first] = parts;
  const leaves = first && leavesOf(first);
  const by = leaves?.filter(isEquals).map(({ column }) => column) ?? [];
  if (parts.length === 1 || leaves === undefined || by.length === 0) return undefined;
  const keys = parts.map((part) => (leavesOf(part) ?? []).filter(isEquals).map(({ value }) => value));
  return [{ kind: 'keys', by, keys, nulls: leaves.filter((leaf) => !isEquals(leaf)).map(({ column }) => column) }];
}

function leavesOf(condition: Condition): readonly (Equals | IsNull)[] | undefined {
  if (isLeaf(condition)) return [condition];
  return condition.kind === 'all' && condition.of.every(isLeaf) ? condition.of : undefined;
}

function isLeaf(condition: Condition): condition is Equals | IsNull {
  return condition.kind === 'equals' || condition.kind === 'is-null';
}

function isEquals(leaf: Equals | IsNull): leaf is Equals {
  return leaf.kind === 'equals';
}
