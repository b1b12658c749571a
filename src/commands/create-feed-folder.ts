import { FeedFolder } from '../feed/folder/feed-folder.ts';
import { reportOf } from '../feed/report/feed-report.ts';
import { reportXml } from '../feed/report/report-xml.ts';
import type { FeedDesk } from '../server/feed-desk.ts';
import type { Log } from '../telemetry/log.ts';
import { SYSTEM_USER_ID } from './seed-database.ts';

/** How often the folder is looked at, in milliseconds: two looks apart, a file has the same size when it is whole. */
const INTERVAL = 1000;

/** The drop folder of a service, which writes in the name of the service itself. */
export function createFeedFolder(
  directory: string,
  desk: Pick<FeedDesk, 'receive' | 'show' | 'firstRejects' | 'rejectsPath'>,
  log: Log,
): FeedFolder {
  return new FeedFolder({
    directory,
    receive: (request) => desk.receive({ ...request, caller: { login: 'cut-adapter', userId: SYSTEM_USER_ID } }),
    show: (id) => desk.show(id),
    report: async (feed) => reportXml(reportOf(feed), await desk.firstRejects(feed)),
    rejectsPath: (feed) => desk.rejectsPath(feed),
    interval: INTERVAL,
    onEnd: (file, folder, feed) => log.info('file of the drop folder', { file, folder, feed: feed?.id }),
    onError: (error) => log.error('the drop folder cannot be worked on', { error }),
  });
}
