import fc, { type Arbitrary } from 'fast-check';
import type { Tree } from './notation.ts';

export interface TreeOptions {
  /** Operations that instances may have; without any they have none. */
  readonly operations?: readonly string[];
  /** Every field and every container is there. */
  readonly isComplete?: boolean;
}

/** The same messages, in which an associated record has the same value wherever it is named. */
export function consistentTrees(options: TreeOptions = {}): Arbitrary<Tree[]> {
  return randomTrees(options).map((trees) => {
    const values = new Map<string, Tree['fields']>();
    const agree = (tree: Tree): Tree => {
      const fields = values.get(tree.name) ?? tree.fields;
      values.set(tree.name, fields);
      return { ...tree, fields };
    };
    return trees.map((tree) => ({
      ...tree,
      containers: new Map(
        [...tree.containers].map(([label, children]) => [label, isAssociated(label) ? children.map(agree) : children]),
      ),
    }));
  });
}

function isAssociated(label: string): boolean {
  return label === 'contacts' || label === 'positions';
}

/** Messages with accounts and everything below them, from few names, so that they meet the same records again and again. */
export function randomTrees(options: TreeOptions = {}): Arbitrary<Tree[]> {
  return group(['A', 'B', 'C'], options, accountContainers(options), 1);
}

function accountContainers(options: TreeOptions): Arbitrary<Containers> {
  const lines = containers({ lines: group(['l1', 'l2'], options) }, options);
  return containers(
    {
      notes: group(['n1', 'n2', 'n3'], options, lines),
      addresses: group(['a1', 'a2', 'a3'], options).map(withOnePrimary),
      contacts: group(['c1', 'c2', 'c3'], options),
      positions: group(['p1', 'p2'], options).map(withOnePrimary),
    },
    options,
  );
}

type Containers = Readonly<Record<string, readonly Tree[] | undefined>>;

function containers(
  groups: Readonly<Record<string, Arbitrary<Tree[]>>>,
  { isComplete = false }: TreeOptions,
): Arbitrary<Containers> {
  const optional = Object.entries(groups).map(([label, trees]) => [
    label,
    isComplete ? trees : fc.option(trees, { nil: undefined }),
  ]);
  return fc.record(Object.fromEntries(optional));
}

function group(
  names: readonly string[],
  { operations = [], isComplete = false }: TreeOptions,
  below: Arbitrary<Containers> = fc.constant({}),
  minLength = 0,
): Arbitrary<Tree[]> {
  const value = isComplete ? fc.constantFrom('1', '2', null) : fc.constantFrom(undefined, '1', '2', null);
  const operation = operations.length === 0 ? fc.constant(undefined) : fc.constantFrom(undefined, ...operations);
  const tree = fc.record({ name: fc.constantFrom(...names), value, operation, below, isPrimary: fc.boolean() });
  return fc.uniqueArray(tree, { selector: ({ name }) => name, minLength }).map((trees) =>
    trees.map(({ name, value, operation, below, isPrimary }) => ({
      name,
      isPrimary,
      fields: new Map(value === undefined ? [] : [['Value', value]]),
      containers: new Map(Object.entries(below).flatMap(([label, children]) => (children ? [[label, children]] : []))),
      ...(operation === undefined ? {} : { operation }),
    })),
  );
}

/** The first one that is marked stays so. */
function withOnePrimary(trees: readonly Tree[]): Tree[] {
  const first = trees.findIndex(({ isPrimary }) => isPrimary);
  return trees.map((tree, index) => ({ ...tree, isPrimary: index === first }));
}
