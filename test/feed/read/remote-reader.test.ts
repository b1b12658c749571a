import { expect } from 'chai';
import { ChunkPacker } from '../../../src/feed/read/chunk-packer.ts';
import type { PackedChunk } from '../../../src/feed/read/packed-chunk.ts';
import { RemoteReader } from '../../../src/feed/read/remote-reader.ts';
import type { UnpackParts } from '../../../src/feed/read/unpack-chunk.ts';
import { START } from '../../../src/feed/split/feed-splitter.ts';

const unpack = { objects: new Map() } as unknown as UnpackParts;

function chunk(more: Partial<PackedChunk> = {}): PackedChunk {
  return { ...new ChunkPacker().packed({ state: START, isLast: false, broken: undefined }), ...more };
}

describe('a reader whose chunks another thread reads', () => {
  let ordered: number;
  let reader: RemoteReader;

  beforeEach(() => {
    ordered = 0;
    reader = new RemoteReader({
      unpack,
      order: () => {
        ordered += 1;
      },
      onClose: () => {},
    });
  });

  it('has two chunks read ahead, and one more for each that is taken', async () => {
    expect(ordered).to.equal(2);
    reader.take(chunk());
    reader.take(chunk());
    expect(ordered).to.equal(2);
    await reader.next();
    expect(ordered).to.equal(3);
  });

  it('has none read while large ones wait', async () => {
    reader.take(chunk({ text: 'x'.repeat(5_000_000) }));
    reader.take(chunk());
    await reader.next();
    expect(ordered).to.equal(3);
    reader.take(chunk({ text: 'x'.repeat(5_000_000) }));
    await reader.next();
    expect(ordered).to.equal(3);
    await reader.next();
    expect(ordered).to.equal(5);
  });

  it('has none read behind the last one', async () => {
    reader.take(chunk({ isLast: true }));
    expect((await reader.next()).isLast).to.equal(true);
    expect(ordered).to.equal(2);
  });

  it('fails behind the chunks that were there', async () => {
    const problem = new Error('gone');
    reader.take(chunk());
    reader.fail(problem);
    await reader.next();
    expect(await reader.next().catch((error: unknown) => error)).to.equal(problem);
  });

  it('gives nothing away that comes behind a failure: chunks may be missing between', async () => {
    const problem = new Error('gone');
    reader.fail(problem);
    reader.take(chunk({ isLast: true }));
    expect(await reader.next().catch((error: unknown) => error)).to.equal(problem);
  });

  it('waits for what is not there yet', async () => {
    const next = reader.next();
    reader.take(chunk({ isLast: true }));
    expect((await next).isLast).to.equal(true);
  });
});
