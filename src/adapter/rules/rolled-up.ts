/**
 * The rows that have a value while none above them has one: where a value contains those of the rows below, these are what a sum counts.
 *
 * @param rows those with a value: anything, the others undefined; by ROW_ID
 * @param parentOf ROW_ID of the row above; rows that are not among `rows` do not count
 */
export function topmostWithValue<T>(
  rows: ReadonlyMap<string, T | undefined>,
  parentOf: (rowId: string) => string | null,
): T[] {
  const covered = new Map<string, boolean>();
  /** Whether the row or one above it has a value. */
  const isCovered = (rowId: string | null): boolean => {
    const path: string[] = [];
    let current = rowId;
    let found = false;
    while (current !== null && rows.has(current) && !found) {
      found = covered.get(current) ?? rows.get(current) !== undefined;
      if (covered.has(current)) break;
      // Ends a circle, which is refused elsewhere.
      covered.set(current, found);
      path.push(current);
      current = parentOf(current);
    }
    for (const id of path) covered.set(id, found);
    return found;
  };
  return [...rows].flatMap(([rowId, value]) => (value === undefined || isCovered(parentOf(rowId)) ? [] : [value]));
}
