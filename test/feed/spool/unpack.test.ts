import { randomBytes } from 'node:crypto';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect } from 'chai';
import { unpack } from '../../../src/feed/spool/unpack.ts';

const FIRST = Buffer.from('<a>'.repeat(1000));
const SECOND = Buffer.from('</a>'.repeat(1000));
const BOTH = Buffer.concat([FIRST, SECOND]);
/** Several blocks, which cannot be packed. */
const LARGE = randomBytes(150_000);
const CHECKED = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };
const NO_SIZE = { params: { [constants.ZSTD_c_contentSizeFlag]: 0 } };
/** RFC 8878, 3.1.2: three bytes that mean nothing. */
const SKIPPABLE = Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);

const UNPACKED: readonly (readonly [name: string, packed: readonly Buffer[], text: Buffer])[] = [
  ['one member of gzip', [gzipSync(BOTH)], BOTH],
  ['two members of gzip', [gzipSync(FIRST), gzipSync(SECOND)], BOTH],
  ['one frame of zstd', [zstdCompressSync(BOTH)], BOTH],
  ['two frames of zstd', [zstdCompressSync(FIRST), zstdCompressSync(SECOND)], BOTH],
  ['frames with check sums', [zstdCompressSync(FIRST, CHECKED), zstdCompressSync(SECOND, CHECKED)], BOTH],
  ['frames without their size', [zstdCompressSync(FIRST, NO_SIZE), zstdCompressSync(SECOND, NO_SIZE)], BOTH],
  ['a frame with nothing in it', [zstdCompressSync(''), zstdCompressSync(BOTH)], BOTH],
  [
    'frames to be passed over, as pzstd makes them',
    [SKIPPABLE, zstdCompressSync(FIRST), SKIPPABLE, zstdCompressSync(SECOND), SKIPPABLE],
    BOTH,
  ],
  ['frames of many blocks', [zstdCompressSync(LARGE), zstdCompressSync(LARGE)], Buffer.concat([LARGE, LARGE])],
  ['what is not packed', [BOTH], BOTH],
];

const REFUSED: readonly (readonly [name: string, packed: Buffer])[] = [
  ['a frame that was cut', zstdCompressSync(BOTH).subarray(0, -2)],
  ['a second frame that was cut', Buffer.concat([zstdCompressSync(LARGE), zstdCompressSync(LARGE).subarray(0, 1000)])],
  ['something else behind a frame', Buffer.concat([zstdCompressSync(BOTH), Buffer.from('more')])],
  ['less than a beginning behind a frame', Buffer.concat([zstdCompressSync(BOTH), Buffer.from([0x28])])],
];

describe('unpack', () => {
  for (const [name, packed, text] of UNPACKED) {
    for (const size of [1_000_000, 64 * 1024, 19]) {
      it(`gives all of ${name}, in pieces of ${size} bytes`, async () => {
        expect((await unpacked(Buffer.concat(packed), size)).equals(text)).to.equal(true);
      });
    }
  }

  for (const [name, packed] of REFUSED) {
    for (const size of [1_000_000, 19]) {
      it(`refuses ${name}, in pieces of ${size} bytes`, async () => {
        const refusal = await unpacked(packed, size).then(
          () => undefined,
          (error: { readonly key?: string }) => error.key,
        );
        expect(refusal).to.equal('FEED_NOT_UNPACKED');
      });
    }
  }
});

async function unpacked(packed: Buffer, size: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of unpack(inPieces(packed, size))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}
