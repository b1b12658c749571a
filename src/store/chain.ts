/** Longest chain without parentheses. */
const LONGEST_CHAIN = 4;

/**
 * The conditions `parts`, at least one, joined by `operator` (AND or OR). Databases nest `a OR b OR c` as deep as it is long, and no deeper
 * than they like (SQLite: 1000), so that a long chain becomes a tree.
 */
export function chain(parts: readonly string[], operator: 'AND' | 'OR'): string {
  const [first = ''] = parts;
  if (parts.length === 1) return first;
  if (parts.length <= LONGEST_CHAIN) return `(${parts.join(` ${operator} `)})`;
  const half = Math.ceil(parts.length / 2);
  return `(${chain(parts.slice(0, half), operator)} ${operator} ${chain(parts.slice(half), operator)})`;
}
