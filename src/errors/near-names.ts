/** `; did you mean 'NAME'?`, or which names there are when they are few, or nothing. */
export function suggestion(wrong: string, known: Iterable<string>): string {
  const names = [...new Set(known)];
  const nearest = nearestName(wrong, names);
  if (nearest !== undefined) return `; did you mean '${nearest}'?`;
  if (names.length === 0 || names.length > MOST_LISTED) return '';
  return `; there is ${names.map((name) => `'${name}'`).join(', ')}`;
}

const MOST_LISTED = 8;
/** The cost of comparing grows with both lengths, and callers choose one of them. */
const LONGEST_COMPARED = 100;

/** The name most like `wrong`, for "did you mean"; undefined when none is near. Upper and lower case count as the same. */
export function nearestName(wrong: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(wrong.length / 3)) + 1;
  for (const name of names) {
    const distance = distanceBetween(wrong.toLowerCase().slice(0, LONGEST_COMPARED), name.toLowerCase());
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

/** A beginning of a name is near to it, however long the rest is. */
function distanceBetween(wrong: string, name: string): number {
  return wrong.length > 2 && name.startsWith(wrong) ? 1 : editDistance(wrong, name);
}

/** Letters to insert, delete or replace. */
function editDistance(a: string, b: string): number {
  let row = [...Array(b.length + 1).keys()];
  for (const letter of a) {
    const next: number[] = [];
    row.forEach((above, j) => {
      const replaced = (row[j - 1] ?? Infinity) + (b[j - 1] === letter ? 0 : 1);
      const inserted = (next[j - 1] ?? Infinity) + 1;
      next.push(Math.min(above + 1, replaced, inserted));
    });
    row = next;
  }
  return row.at(-1) ?? 0;
}
