import { isAscii } from 'node:buffer';
import { detectEncoding, type StoredEncoding } from '../../xml/decode-text.ts';

/** Of a message's beginning, what tells its encoding. */
const START = 512;

/** Never part of UTF-8. */
const INVALID = Buffer.from([0xff]);

/**
 * A feed as UTF-8. What is not valid in its own encoding becomes bytes that are not valid UTF-8 either: one bad character is a matter of the
 * object that it stands in. The XML declaration stays as it is, and says nothing any more.
 * @param chunks of use until the next one is asked for; so are those that it gives
 * @param charset `charset` parameter of the content type
 * @throws CutError WRONG_ENCODING for an encoding that is not accepted
 */
export async function* toUtf8(chunks: AsyncIterable<Buffer>, charset?: string): AsyncGenerator<Buffer> {
  let start: Buffer = Buffer.alloc(0);
  let convert: Converter | undefined;
  for await (const chunk of chunks) {
    if (convert !== undefined) {
      yield convert(chunk, false);
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.length < START) continue;
    convert = CONVERTERS[detectEncoding(start, charset)]();
    yield convert(start, false);
  }
  convert ??= CONVERTERS[detectEncoding(start, charset)]();
  yield convert(start.length < START ? start : Buffer.alloc(0), true);
}

/** @param isLast nothing comes after `bytes` */
type Converter = (bytes: Buffer, isLast: boolean) => Buffer;

const CONVERTERS: Readonly<Record<StoredEncoding, () => Converter>> = Object.freeze({
  'utf-8': () => (bytes) => bytes,
  latin1: () => (bytes) => (isAscii(bytes) ? bytes : Buffer.from(bytes.toString('latin1'))),
  ascii: () => (bytes) => (isAscii(bytes) ? bytes : Buffer.from(bytes.map((byte) => (byte < 0x80 ? byte : 0xff)))),
  'utf-16le': () => fromUtf16((bytes) => bytes),
  'utf-16be': () => fromUtf16((bytes) => Buffer.from(bytes).swap16()),
});

/** @param littleEndian turns an even number of bytes into that order */
function fromUtf16(littleEndian: (bytes: Buffer) => Buffer): Converter {
  let rest: Buffer = Buffer.alloc(0);
  return (bytes, isLast) => {
    const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    const whole = isLast ? all.length - (all.length % 2) : wholeLength(all, littleEndian);
    rest = Buffer.from(all.subarray(whole));
    const text = encode(littleEndian(all.subarray(0, whole)).toString('utf16le'));
    return isLast && rest.length > 0 ? Buffer.concat([text, INVALID]) : text;
  };
}

/** Bytes up to the last one that surely ends a character. */
function wholeLength(bytes: Buffer, littleEndian: (bytes: Buffer) => Buffer): number {
  const even = bytes.length - (bytes.length % 2);
  if (even === 0) return 0;
  const last = littleEndian(bytes.subarray(even - 2, even)).readUInt16LE(0);
  return last >= 0xd800 && last < 0xdc00 ? even - 2 : even;
}

function encode(text: string): Buffer {
  if (text.isWellFormed()) return Buffer.from(text);
  const pieces = text.split(/[\ud800-\udfff]/u).flatMap((piece) => [INVALID, Buffer.from(piece)]);
  return Buffer.concat(pieces.slice(1));
}
