import type { CutError } from '../errors/cut-error.ts';
import type { FeedError } from './feed.ts';

/** An error and the further ones that it carries. Lines are those of the feed, so long as the error came from its decoding or writing. */
export function feedErrors(error: CutError): readonly FeedError[] {
  return error.all.map(feedError);
}

export function feedError({ code, message, location }: CutError): FeedError {
  const { component, instance, field, value, line, allowed } = location;
  const known = { component, instance, field, value, line, allowed };
  const given = Object.entries(known).filter(([, each]) => each !== undefined);
  return { code, message, ...Object.fromEntries(given) };
}
