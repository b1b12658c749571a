import type { Options } from '../config/options.ts';
import { purgeFeeds } from '../feed/purge-feeds.ts';
import { purgeMessageTries } from '../inbound/message-tries.ts';
import { purgeOutbox } from '../outbound/purge.ts';
import { Purger, type PurgerParts } from '../outbound/purger.ts';
import type { Log } from '../telemetry/log.ts';
import { purgeInbox } from '../workflow/purge-inbox.ts';
import { openSpool } from './open-feeds.ts';
import type { OpenService } from './open-service.ts';
import { SYSTEM_USER_ID } from './seed-database.ts';

/** What deletes the records of messages that need be remembered no longer. */
export interface Purgers extends AsyncDisposable {
  start(): void;
}

/** Dead letters stay until somebody decides about them. */
export function createPurgers({ store }: Pick<OpenService, 'store'>, options: Options, log: Log): Purgers {
  const { leaseDuration, outboxRetention, inboxRetention, feedRetention } = options;
  const spool = openSpool(options);
  const stamp = { by: SYSTEM_USER_ID, source: 'purge' };
  const purger = (name: string, retention: number, purge: PurgerParts['purge']) =>
    new Purger({
      store,
      name,
      retention,
      leaseDuration,
      stamp,
      purge,
      onPurged: (count) => log.info(`${name} purged`, { count }),
      onError: (error) => log.error(`${name} cannot be purged`, { error }),
    });
  const purgers = [
    purger('outbox', outboxRetention, (stop) =>
      purgeOutbox(store, { age: outboxRetention, statuses: ['Delivered', 'Skipped'] }, stamp, stop),
    ),
    purger('inbox', inboxRetention, async (stop) => {
      const received = await purgeInbox(store, inboxRetention, stamp, stop);
      return received + (await purgeMessageTries(store, inboxRetention, stamp, stop));
    }),
    purger('feeds', feedRetention, (stop) => purgeFeeds(store, spool, feedRetention, stamp, stop)),
  ];
  return {
    start() {
      for (const each of purgers) each.start();
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(purgers.map((each) => each.stop()));
    },
  };
}
