import { open } from 'node:fs/promises';

/** Bytes. */
const CHUNK = 256 * 1024;

/**
 * The content of a file. All chunks are read into the same memory, so that a large file leaves no garbage behind: each is of use until the next one
 * is asked for.
 */
export async function* fileChunks(path: string): AsyncGenerator<Buffer> {
  await using file = await open(path);
  const buffer = Buffer.allocUnsafeSlow(CHUNK);
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}
