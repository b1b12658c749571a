import type { FeedStatus } from '../feed.ts';

/** What to do about the rejected objects of a feed that has ended so; to be read behind what they are. */
export function rejectsAdvice(status: FeedStatus): string {
  if (status === 'Refused') return 'to be corrected in the feed, which is then to be fed again as a whole';
  if (status === 'Finished') return 'to be corrected and fed again';
  return 'to be corrected and fed again, as is what comes behind the place where the feed ended';
}
