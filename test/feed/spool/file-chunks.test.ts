import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect } from 'chai';
import { fileChunks } from '../../../src/feed/spool/file-chunks.ts';
import { Spool } from '../../../src/feed/spool/spool.ts';
import { unpack } from '../../../src/feed/spool/unpack.ts';

/** Larger than several chunks, and no piece of it like another one. */
const TEXT = `<a>${Array.from({ length: 200_000 }, (_, number) => `ä${number}`).join(' ')}</a>`;

describe('the content of a file, chunk by chunk', () => {
  let directory: string;
  let path: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'cut-chunks-'));
    path = join(directory, 'feed.xml');
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('is read into the same memory, whole', async () => {
    await writeFile(path, TEXT);
    const pieces: Buffer[] = [];
    const memories = new Set<ArrayBufferLike>();
    for await (const chunk of fileChunks(path)) {
      pieces.push(Buffer.from(chunk));
      memories.add(chunk.buffer);
    }
    expect(Buffer.concat(pieces).toString() === TEXT).to.equal(true);
    expect(pieces.length).to.be.greaterThan(3);
    expect(memories.size).to.equal(1);
  });

  it('leaves no file open, also when nobody wants the rest', async function () {
    if (process.platform !== 'linux') this.skip();
    await writeFile(path, TEXT);
    const before = (await readdir('/proc/self/fd')).length;
    for await (const _ of fileChunks(path)) break;
    for await (const _ of fileChunks(path));
    expect((await readdir('/proc/self/fd')).length).to.equal(before);
  });

  const forms: readonly { title: string; bytes: Buffer }[] = [
    { title: 'as it is', bytes: Buffer.from(TEXT) },
    { title: 'packed by gzip', bytes: gzipSync(TEXT, { level: 0 }) },
    {
      title: 'packed by zstd',
      bytes: Buffer.concat([zstdCompressSync(TEXT.slice(0, 900_000)), zstdCompressSync(TEXT.slice(900_000))]),
    },
    { title: 'in UTF-16', bytes: Buffer.from(`\ufeff${TEXT}`, 'utf16le') },
  ];
  for (const { title, bytes } of forms) {
    it(`comes whole into the spool, ${title}`, async () => {
      await writeFile(path, bytes);
      const spool = new Spool({ directory, limit: 100_000_000 });
      await spool.receive('11111111-1111-1111-1111-111111111111', fileChunks(path));
      const spooled = spool.path('11111111-1111-1111-1111-111111111111');
      const pieces: Buffer[] = [];
      for await (const chunk of unpack(fileChunks(spooled))) pieces.push(Buffer.from(chunk));
      const text = Buffer.concat(pieces).toString().replace('\ufeff', '');
      expect(text === TEXT).to.equal(true);
    });
  }
});
