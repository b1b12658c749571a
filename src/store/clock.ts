/** The present moment in canonical form, UTC: `2026-07-31 13:05:09`. */
export function utcNow(): string {
  const now = Math.floor(Date.now() / 1000);
  if (now !== second) {
    second = now;
    text = new Date(now * 1000).toISOString().slice(0, 19).replace('T', ' ');
  }
  return text;
}

/** Since 1970, of which `text` tells. */
let second = Number.NaN;
let text = '';
