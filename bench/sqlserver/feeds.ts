import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FEED_SERVICE, openFeeds } from '../../src/commands/open-feeds.ts';
import { type OpenService, openService } from '../../src/commands/open-service.ts';
import type { Options } from '../../src/config/options.ts';
import { readOptions } from '../../src/config/read-options.ts';
import { workOnFeed } from '../../src/feed/run/work-on-feed.ts';
import { accountDocument } from '../messages.ts';

/** Batch feeds as the command `feed` writes them, one after the other on the same connections. */
export class Feeds implements AsyncDisposable {
  readonly #service: OpenService;
  readonly #options: Options;

  private constructor(service: OpenService, options: Options) {
    this.#service = service;
    this.#options = options;
  }

  /** @param directory for the files of feeds */
  static async open(url: string, directory: string): Promise<Feeds> {
    const environment = { CUT_DATABASE_URL: url, CUT_DATA_DIR: directory };
    const { options } = readOptions({ flags: {}, environment, directory });
    return new Feeds(await openService({ ...options, ...FEED_SERVICE }), options);
  }

  /**
   * Feeds new accounts.
   * @returns the seconds that it took
   * @throws Error when an account is rejected
   */
  async run(numbers: readonly number[]): Promise<number> {
    const { feeds, parts } = openFeeds(this.#service, this.#options);
    const file = join(this.#options.dataDir, `feed-${numbers[0]}.xml`);
    writeFileSync(file, `<Feed>${numbers.map((number) => accountDocument(number, number)).join('\n')}</Feed>`);
    const start = performance.now();
    const { feed } = await feeds.receive({
      source: createReadStream(file),
      name: 'bench',
      caller: { login: 'bench', userId: '0-1' },
      force: true,
      holder: parts.holder,
    });
    const ended = await workOnFeed(parts, feed);
    const seconds = (performance.now() - start) / 1000;
    const objects = ended?.checkpoint.objects;
    if (objects !== numbers.length || ended?.rejected !== 0) throw new Error(`a feed ended as ${ended?.status}`);
    return seconds;
  }

  [Symbol.asyncDispose](): PromiseLike<void> {
    return this.#service[Symbol.asyncDispose]();
  }
}
