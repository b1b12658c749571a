import type { Feed } from '../feed/feed.ts';
import { StoreBusy } from '../store/store.ts';

/** What the thread that works on feeds tells, for the log. */
export interface FeedThreadNews {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: Readonly<Record<string, string | number>>;
}

export function newsOfEnd({ id, status, rejected, checkpoint: { objects } }: Feed): FeedThreadNews {
  return { level: 'info', message: 'feed ended', fields: { feed: id, status, objects, rejected } };
}

export function newsOfPause({ id, reason }: Feed): FeedThreadNews {
  return { level: 'error', message: 'feed paused', fields: { feed: id, reason: reason?.message ?? '' } };
}

export function newsOfProblem(error: unknown, feed: Pick<Feed, 'id'> | undefined): FeedThreadNews {
  const fields = feed === undefined ? {} : { feed: feed.id };
  if (error instanceof StoreBusy) return { level: 'warn', message: 'feed waits: the database is busy', fields };
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { level: 'error', message: 'feed cannot be worked on', fields: { ...fields, error: text } };
}
