/** The candidate most like `word`, for "did you mean"; undefined when none is near. Upper and lower case count as the same. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.min(word.length, Math.max(3, Math.floor(word.length / 3) + 1));
  for (const candidate of candidates) {
    const edits = distance(word.toLowerCase().slice(0, 100), candidate.toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

/** Levenshtein distance: how many characters to insert, delete or replace to get from `a` to `b`. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [index, character] of [...a].entries()) {
    let left = index + 1;
    let diagonal = index;
    row = row.map((above, column) => {
      if (column === 0) return left;
      left = Math.min(left + 1, above + 1, diagonal + (b[column - 1] === character ? 0 : 1));
      diagonal = above;
      return left;
    });
  }
  return Math.min(...row.slice(-1));
}
