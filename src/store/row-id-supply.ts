/** Hands out allocated ROW_IDs one after the other. The function throws RangeError when there are no more. */
export function rowIdSupply(rowIds: readonly string[]): () => string {
  let next = 0;
  return () => {
    const rowId = rowIds[next];
    if (rowId === undefined) throw new RangeError('more ROW_IDs are needed than were allocated');
    next += 1;
    return rowId;
  };
}
