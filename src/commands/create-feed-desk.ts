import type { Options } from '../config/options.ts';
import { CutError } from '../errors/cut-error.ts';
import { OPEN_STATUSES } from '../feed/feed.ts';
import { FeedControl } from '../feed/feed-control.ts';
import { firstRejects } from '../feed/run/finish-feed.ts';
import type { Authenticator } from '../security/authenticator.ts';
import type { FeedDesk } from '../server/feed-desk.ts';
import { readCredentials } from '../soap/basic-authorization.ts';
import type { FeedThread } from './feed-thread.ts';
import { openFeeds } from './open-feeds.ts';
import type { OpenService } from './open-service.ts';

/** Feeds that may wait or be worked on; each takes room on the disk. */
const MOST_OPEN = 1000;

/** What takes feeds over HTTP and hands them to the thread that works on them. */
export function createFeedDesk(
  service: OpenService,
  options: Options,
  authenticator: Authenticator,
  thread: Pick<FeedThread, 'wake'>,
  isClosing: () => boolean,
): FeedDesk {
  const { feeds } = openFeeds(service, options);
  const control = new FeedControl(service.store);
  return {
    authenticate: async (authorization) => authenticator.authenticate(readCredentials(authorization)),
    async receive(request) {
      if ((await control.count(OPEN_STATUSES)) >= MOST_OPEN) throw new CutError('SERVICE_BUSY');
      const received = await feeds.receive(request);
      thread.wake();
      return received;
    },
    list: (limit) => control.list(limit),
    show: (id) => control.show(id),
    firstRejects: (feed) => firstRejects(service.store, feed),
    rejectsPath: (feed) => feeds.rejectsPath(feed),
    isClosing,
  };
}
