/** The present moment in canonical form, UTC: `2026-07-31 13:05:09`. */
export function utcNow(): string {
  return new Date().toISOString().slice(0, 19).replace('T', ' ');
}
