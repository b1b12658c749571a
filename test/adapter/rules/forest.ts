/** Rows and the row above each: what a hierarchy is, in memory. */
export type Forest = ReadonlyMap<string, string | null>;

export function hasCircle(forest: Forest): boolean {
  return [...forest.keys()].some((row) => isInCircle(forest, row));
}

export function topmost(forest: Forest, row: string): string {
  const above = forest.get(row) ?? null;
  return above === null ? row : topmost(forest, above);
}

export function isAboveAnother(forest: Forest, row: string): boolean {
  return [...forest].some(([other, above]) => above === row && other !== row);
}

function isInCircle(forest: Forest, row: string): boolean {
  let current = forest.get(row) ?? null;
  for (let steps = 0; current !== null && steps <= forest.size; steps += 1) {
    if (current === row) return true;
    current = forest.get(current) ?? null;
  }
  return false;
}
