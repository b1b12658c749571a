import type { Feed } from '../feed/feed.ts';
import type { FeedRequest, ReceivedFeed } from '../feed/feeds.ts';
import type { ReportedReject } from '../feed/report/feed-report.ts';
import type { Caller } from '../workflow/process-runner.ts';

/** What the HTTP server needs of batch feeds. */
export interface FeedDesk {
  /** @throws CutError as `Authenticator.authenticate` does */
  authenticate(authorization: string | undefined): Promise<Caller>;
  /** Takes a feed, which is worked on soon. @throws CutError as `Feeds.receive` does; SERVICE_BUSY when too many wait */
  receive(request: FeedRequest): Promise<ReceivedFeed>;
  /** The newest first. */
  list(limit: number): Promise<readonly Feed[]>;
  /** @throws CutError FEED_UNKNOWN */
  show(id: string): Promise<Feed>;
  firstRejects(feed: Feed): Promise<readonly ReportedReject[]>;
  /** The service stops: nobody is kept waiting for the end of a feed. */
  isClosing(): boolean;
  /** Path of the file of its rejected objects; undefined where there is none. */
  rejectsPath(feed: Feed): string | undefined;
}
