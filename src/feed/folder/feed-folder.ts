import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CutError } from '../../errors/cut-error.ts';
import { type Feed, hasEnded } from '../feed.ts';
import { newFeedId } from '../feed-id.ts';
import type { FeedRequest, ReceivedFeed } from '../feeds.ts';
import { isClean } from '../report/feed-report.ts';
import { newWorkName, readWorkName } from './work-name.ts';

export interface FeedFolderParts {
  /** Has `in`, `work`, `done` and `rejected` in it; they are made when they are not there. */
  readonly directory: string;
  /** Takes a feed, which is worked on soon; rejects as `Feeds.receive` does. */
  readonly receive: (request: Pick<FeedRequest, 'source' | 'name' | 'id'>) => Promise<ReceivedFeed>;
  readonly show: (id: string) => Promise<Feed>;
  /** The report of a feed that has ended, as an XML document. */
  readonly report: (feed: Feed) => Promise<string>;
  /** Path of the file of its rejected objects; undefined when it has none. */
  readonly rejectsPath: (feed: Feed) => string | undefined;
  /** How often the folder is looked at, in milliseconds. */
  readonly interval: number;
  /** A file has gone to `done` or `rejected`. */
  readonly onEnd: (file: string, folder: 'done' | 'rejected', feed?: Feed) => void;
  readonly onError: (error: unknown) => void;
}

/** Files that are taken and not at their end; the others wait in `in`. */
const MOST_AT_ONCE = 20;

/** How long a file is left alone that could not be taken for a reason of ours, in milliseconds. */
const REST = 10_000;

/**
 * A drop folder: a file that appears in `in` is moved to `work`, fed, and in the end moved to `done` when all its objects were written, else to
 * `rejected`; its report, and the file of its rejected objects, stand beside it. Its name gets the id of the feed before it, so that none replaces
 * another. All moves are renames: a file is in one place, whole. After a crash, files in `work` are fed again under the ids in their names, and so
 * recognised, whatever has become of their feeds.
 */
export class FeedFolder {
  readonly #parts: FeedFolderParts;
  /** Names of the files in `work`, with the ids of their feeds. */
  readonly #underWay = new Map<string, string>();
  /** Sizes of files in `in` when they were last looked at: one that grows is still being written. */
  #seen: ReadonlyMap<string, number> = new Map();
  /** By name of a file in `work`, until when it is left alone. */
  readonly #resting = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(parts: FeedFolderParts) {
    this.#parts = parts;
  }

  /** Makes the folder, and takes up what was left in `work`. */
  async start(): Promise<void> {
    for (const name of ['in', 'work', 'done', 'rejected']) {
      await mkdir(this.#path(name), { recursive: true, mode: 0o750 });
    }
    this.#timer = setInterval(() => this.#look(), this.#parts.interval);
    this.#look();
  }

  /** Resolves when nothing is moved any more; feeds that were begun go on at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#looking;
  }

  #look(): void {
    this.#looking = this.#looking
      .then(async () => {
        if (this.#stopped) return;
        await this.#putAway();
        await this.#feedWork();
        await this.#takeNew();
      })
      .catch(this.#parts.onError);
  }

  /** Those that an earlier process has left, and those that could not be taken when they were moved. */
  async #feedWork(): Promise<void> {
    for (const { name } of await filesIn(this.#path('work'))) {
      const isResting = (this.#resting.get(name) ?? 0) > performance.now();
      if (!this.#underWay.has(name) && !isResting) await this.#feed(name);
    }
  }

  async #takeNew(): Promise<void> {
    const working = await filesIn(this.#path('work'));
    const files = await filesIn(this.#path('in'));
    const complete = files.filter(({ name, size }) => this.#seen.get(name) === size);
    this.#seen = new Map(files.map(({ name, size }) => [name, size]));
    for (const { name } of complete.slice(0, Math.max(0, MOST_AT_ONCE - working.length))) {
      const workName = newWorkName(name);
      if (await moved(this.#path('in', name), this.#path('work', workName))) await this.#feed(workName);
    }
  }

  async #feed(workName: string): Promise<void> {
    const source = createReadStream(this.#path('work', workName));
    try {
      const { feed } = await this.#parts.receive({ source, ...readWorkName(workName) });
      this.#underWay.set(workName, feed.id);
    } catch (error) {
      if (error instanceof CutError && error.entry.side !== 'server') return this.#refuse(workName, error);
      this.#resting.set(workName, performance.now() + REST);
      throw error;
    } finally {
      source.destroy();
    }
  }

  /** What could not even be taken, or is not known any more. */
  async #refuse(workName: string, error: CutError): Promise<void> {
    const { id = newFeedId(), name } = readWorkName(workName);
    const target = `${id}-${name}`;
    await writeFile(this.#path('rejected', `${target}.report.txt`), `${error.code}: ${error.message}\n`);
    await rename(this.#path('work', workName), this.#path('rejected', target));
    this.#parts.onEnd(name, 'rejected');
  }

  /** One that cannot be put away is told of and keeps no other from it. */
  async #putAway(): Promise<void> {
    for (const [workName, id] of this.#underWay) {
      await this.#putAwayEnded(workName, id).catch(this.#parts.onError);
    }
  }

  async #putAwayEnded(workName: string, id: string): Promise<void> {
    const feed = await this.#show(id);
    if (feed instanceof CutError) await this.#refuse(workName, feed);
    else if (hasEnded(feed)) await this.#moveToEnd(workName, feed);
    else return;
    this.#underWay.delete(workName);
  }

  /** The feed; or that it is not known any more: somebody has purged it. */
  async #show(id: string): Promise<Feed | CutError> {
    try {
      return await this.#parts.show(id);
    } catch (error) {
      if (error instanceof CutError && error.key === 'FEED_UNKNOWN') return error;
      throw error;
    }
  }

  async #moveToEnd(workName: string, feed: Feed): Promise<void> {
    const { name } = readWorkName(workName);
    const folder = isClean(feed) ? 'done' : 'rejected';
    const target = `${feed.id}-${name}`;
    const rejects = this.#parts.rejectsPath(feed);
    await writeFile(this.#path(folder, `${target}.report.xml`), await this.#parts.report(feed));
    // Not copied: who corrects it may read what stands in the folder, unlike what is in the spool.
    if (rejects !== undefined) await writeFile(this.#path(folder, `${target}.rejects.xml`), createReadStream(rejects));
    await rename(this.#path('work', workName), this.#path(folder, target));
    this.#parts.onEnd(name, folder, feed);
  }

  #path(...names: readonly string[]): string {
    return join(this.#parts.directory, ...names);
  }
}

/** In the order of their names; hidden ones, and those that end with `.part`, are not ready yet. */
async function filesIn(directory: string): Promise<readonly { readonly name: string; readonly size: number }[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.name.endsWith('.part'))
    .map(({ name }) => name)
    .sort();
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(directory, name)).then(
        ({ size }) => size,
        () => undefined,
      ),
    ),
  );
  return names.flatMap((name, index) => {
    const size = sizes[index];
    return size === undefined ? [] : [{ name, size }];
  });
}

/** False when it is not there any more: somebody else has taken it. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
