import { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { CutError } from '../../errors/cut-error.ts';
import { beginsFrame, cutAtFrames } from './zstd-frames.ts';

/** RFC 1952, 2.3.1. */
const GZIP = Buffer.from([0x1f, 0x8b]);
/** Bytes that tell. */
const START = 4;

/**
 * A feed unpacked, whether it comes with gzip, zstd or neither: its first bytes tell, which no XML begins with, so that file names and headers do
 * not matter.
 * @param source whose chunks are of use until the next one is asked for; so are those that it gives
 * @throws CutError FEED_NOT_UNPACKED
 */
export async function* unpack(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]();
  let start: Buffer = Buffer.alloc(0);
  while (start.length < START) {
    const { done, value } = await chunks.next();
    if (done === true) break;
    start = Buffer.concat([start, value]);
  }
  const all = chain(start, { [Symbol.asyncIterator]: () => chunks });
  if (start.subarray(0, GZIP.length).equals(GZIP)) yield* through(copied(all), createGunzip(), 'gzip');
  else if (beginsFrame(start)) yield* through(cutAtFrames(copied(all)), createZstdDecompress(), 'zstd');
  else yield* all;
}

async function* chain(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  yield* rest;
}

/** Streams take chunks ahead: these stay as they are. */
async function* copied(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}

async function* through(
  packed: AsyncIterable<Buffer>,
  unpacking: NodeJS.ReadWriteStream & { destroy(): unknown },
  format: string,
): AsyncGenerator<Buffer> {
  const source = Readable.from(packed);
  // An error of the source is none of the format.
  let failure: { readonly error: unknown } | undefined;
  source.on('error', (error) => {
    failure = { error };
    unpacking.destroy();
  });
  source.pipe(unpacking);
  try {
    for await (const chunk of unpacking) yield chunk as Buffer;
    if (failure !== undefined) throw failure.error;
  } catch (error) {
    if (failure !== undefined) throw failure.error;
    const problem = (error as Error).message;
    throw new CutError('FEED_NOT_UNPACKED', { format, problem }, { cause: error });
  } finally {
    unpacking.destroy();
    source.destroy();
  }
}
