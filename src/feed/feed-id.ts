import { randomBytes } from 'node:crypto';
import { utcNow } from '../store/clock.ts';

/** An id for a feed that has none of its own. Sorts by time: `20260131-130509-4f2a9c`. */
export function newFeedId(): string {
  return `${utcNow().replaceAll(/[-:]/g, '').replace(' ', '-')}-${randomBytes(3).toString('hex')}`;
}
