import { createHash } from 'node:crypto';

/** SoapUI wants a UUID on everything; these stay the same as long as the names do. */
export function stableId(...names: readonly string[]): string {
  const digest = createHash('sha256').update(names.join('\n')).digest('hex');
  const variant = ((Number.parseInt(digest.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
}
