import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CutError } from '../../errors/cut-error.ts';
import { SpoolFile } from './spool-file.ts';
import { toUtf8 } from './to-utf8.ts';
import { unpack } from './unpack.ts';

export interface SpoolOptions {
  /** Directory, made when it is not there. */
  readonly directory: string;
  /** Most bytes of a feed, unpacked and in UTF-8. */
  readonly limit: number;
}

/** What is known of a feed once it lies on the disk. */
export interface Spooled {
  /** SHA-256 of the feed as it is spooled: the same however it was packed or encoded. Hexadecimal. */
  readonly contentHash: string;
  /** Bytes. */
  readonly size: number;
}

/** A file in the spool. */
export interface SpooledFile {
  /** Of the feed. */
  readonly name: string;
  /** What it holds: a feed, its rejected objects, or a part of either, as it was being written. */
  readonly kind: 'feed' | 'rejects' | 'part';
  readonly path: string;
  /** When it was written to, in milliseconds since 1970. */
  readonly changed: number;
}

/** How files in the spool are named; others are none of ours. */
const FILE = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(\.rejects)?\.xml(\.part)?$/;

/** The directory in which feeds lie from their arrival to their end: as UTF-8, unpacked, each under a name of its own. */
export class Spool {
  readonly #directory: string;
  readonly #limit: number;

  constructor({ directory, limit }: SpoolOptions) {
    this.#directory = directory;
    this.#limit = limit;
  }

  /**
   * Writes a feed as it arrives; when this resolves, it is durable. Nothing is left of one that does not arrive whole.
   * @throws CutError FEED_TOO_LARGE, FEED_NOT_UNPACKED, WRONG_ENCODING; what `source` throws
   */
  async receive(name: string, source: AsyncIterable<Buffer>, charset?: string): Promise<Spooled> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const part = `${this.path(name)}.part`;
    try {
      const spooled = await this.#write(part, toUtf8(unpack(source), charset));
      await rename(part, this.path(name));
      await syncDirectory(this.#directory);
      return spooled;
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  has(name: string): boolean {
    return existsSync(this.path(name));
  }

  hasRejects(name: string): boolean {
    return existsSync(this.rejectsPath(name));
  }

  open(name: string): SpoolFile {
    return new SpoolFile(this.path(name));
  }

  async remove(name: string): Promise<void> {
    await rm(this.path(name), { force: true });
  }

  /** A feed, and the file of its rejected objects. */
  async removeAll(name: string): Promise<void> {
    await this.remove(name);
    await rm(this.rejectsPath(name), { force: true });
  }

  /** All that is there. */
  async files(): Promise<readonly SpooledFile[]> {
    if (!existsSync(this.#directory)) return [];
    const files: SpooledFile[] = [];
    for (const entry of await readdir(this.#directory)) {
      const [, name, rejects, part] = FILE.exec(entry) ?? [];
      const path = join(this.#directory, entry);
      const found = name === undefined ? undefined : await stat(path).catch(() => undefined);
      if (name === undefined || found === undefined) continue;
      const kind = part !== undefined ? 'part' : rejects !== undefined ? 'rejects' : 'feed';
      files.push({ name, kind, path, changed: found.mtimeMs });
    }
    return files;
  }

  /** Where a feed lies. */
  path(name: string): string {
    return join(this.#directory, `${name}.xml`);
  }

  /** Where the rejected objects of a feed are kept. */
  rejectsPath(name: string): string {
    return join(this.#directory, `${name}.rejects.xml`);
  }

  async #write(path: string, chunks: AsyncIterable<Buffer>): Promise<Spooled> {
    const hash = createHash('sha256');
    let size = 0;
    await using file = await open(path, 'w', 0o600);
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > this.#limit) throw new CutError('FEED_TOO_LARGE', { limit: this.#limit });
      const written = file.write(chunk);
      hash.update(chunk);
      await written;
    }
    await file.sync();
    return { contentHash: hash.digest('hex'), size };
  }
}

/** Makes the names in a directory durable; where an operating system does not let directories be opened, it does so itself. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(directory);
  await handle.sync();
}

/** Writes a file so that it is there whole or not at all. */
export async function writeDurably(
  path: string,
  write: (append: (text: string | Buffer) => Promise<void>) => Promise<void>,
): Promise<void> {
  const part = `${path}.part`;
  {
    await using file = await open(part, 'w', 0o600);
    await write(async (text) => {
      await file.appendFile(text);
    });
    await file.sync();
  }
  await rename(part, path);
  await syncDirectory(dirname(path));
}
