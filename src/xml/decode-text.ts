import { isAscii } from 'node:buffer';
import { CutError } from '../errors/cut-error.ts';

/**
 * The text of an XML message: UTF-8, UTF-16 with a byte order mark (or with a charset that names the byte order), ISO-8859-1 or US-ASCII.
 *
 * The byte order mark decides, then the charset of the content type, then the XML declaration, then it is UTF-8. RFC 7303, 3.2, lets a
 * charset overrule a declaration. Here that goes only for bytes that are the same in both: whichever of them is wrong, letters would be
 * stored as others. Nothing overrules a byte order mark.
 *
 * @param charset `charset` parameter of the content type
 * @throws CutError WRONG_ENCODING when the bytes are not what they are said to be, or that is not an encoding accepted here
 */
export function decodeText(bytes: Uint8Array, charset?: string): string {
  return decode(bytes, encodingOf(bytes, charset), 'whole');
}

/** The text of the first `length` bytes of an XML message, without a character that is cut through; the rest is not looked at. */
export function decodeStart(bytes: Uint8Array, length: number, charset?: string): string {
  const start = bytes.subarray(0, length);
  return decode(start, encodingOf(start, charset), start.length < bytes.length ? 'start' : 'whole');
}

function encodingOf(bytes: Uint8Array, charset: string | undefined): string {
  const mark = byteOrderMark(bytes);
  const declared = declaredEncoding(bytes, mark);
  const said = charset === undefined ? declared : unquote(charset);
  if (declared !== undefined && !isKnown(declared)) throw notAccepted(declared);
  if (mark !== undefined) refuseContradiction(mark, said);
  else if (said !== undefined && declared !== undefined && !isImpossible(declared)) {
    refuseDisagreement(said, declared, bytes);
  }
  return mark ?? said ?? 'utf-8';
}

/** A declaration that could be read byte by byte is not in UTF-16, whatever it says; .NET's StringWriter always says so. */
function isImpossible(declared: string): boolean {
  return /^utf-16/i.test(declared);
}

/** How the characters of a long text are stored. */
export type StoredEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1' | 'ascii';

/**
 * The encoding of an XML message of which this is the beginning, as `decodeText` finds it out; where charset and declaration contradict each
 * other, the beginning alone decides whether that matters.
 * @throws CutError WRONG_ENCODING
 */
export function detectEncoding(start: Uint8Array, charset?: string): StoredEncoding {
  const encoding = encodingOf(start, charset);
  const stored = STORED.get(encoding.toLowerCase());
  if (stored !== undefined) return stored;
  if (encoding.toLowerCase() === UTF_16) throw wrongEncoding(encoding, 'there is no byte order mark');
  throw notAccepted(encoding);
}

type Part = 'whole' | 'start';
type Decode = (bytes: Uint8Array, part: Part) => string | undefined;

const decodeUtf8 = decodeUnicode('utf-8');

const DECODERS: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ['utf-8', decodeUtf8],
  ['utf8', decodeUtf8],
  ['utf-16le', decodeUnicode('utf-16le')],
  ['utf-16be', decodeUnicode('utf-16be')],
  ['iso-8859-1', decodeLatin1],
  ['iso_8859-1', decodeLatin1],
  ['latin1', decodeLatin1],
  ['us-ascii', decodeAscii],
  ['ascii', decodeAscii],
]);

const STORED: ReadonlyMap<string, StoredEncoding> = new Map<string, StoredEncoding>([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
  ['iso-8859-1', 'latin1'],
  ['iso_8859-1', 'latin1'],
  ['latin1', 'latin1'],
  ['us-ascii', 'ascii'],
  ['ascii', 'ascii'],
]);

/** Both directions of UTF-16 go by this name, and its byte order mark tells which. */
const UTF_16 = 'utf-16';

function isKnown(encoding: string): boolean {
  return encoding.toLowerCase() === UTF_16 || DECODERS.has(encoding.toLowerCase());
}

function decode(bytes: Uint8Array, encoding: string, part: Part): string {
  const decoder = DECODERS.get(encoding.toLowerCase());
  if (decoder !== undefined) return decoder(bytes, part) ?? refuseBytes(encoding);
  if (encoding.toLowerCase() === UTF_16) throw wrongEncoding(encoding, 'there is no byte order mark');
  throw notAccepted(encoding);
}

function refuseBytes(encoding: string): never {
  throw wrongEncoding(encoding, 'it has bytes that do not occur in this encoding');
}

function decodeUnicode(encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): Decode {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (bytes, part) => {
    try {
      if (part === 'whole') return decoder.decode(bytes);
      return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    } catch {
      return undefined;
    }
  };
}

/** Not by TextDecoder, which reads windows-1252 under this name. */
function decodeLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function decodeAscii(bytes: Uint8Array): string | undefined {
  const text = decodeLatin1(bytes);
  return /[\x80-\xff]/.test(text) ? undefined : text;
}

type Mark = 'utf-8' | 'utf-16le' | 'utf-16be';

function byteOrderMark(bytes: Uint8Array): Mark | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  return undefined;
}

/** An XML declaration is never longer than this, white space of a normal kind assumed. */
const DECLARATION_BYTES = 256;
const DECLARATION = /^\ufeff?<\?xml\s[^?>]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/;

function declaredEncoding(bytes: Uint8Array, mark: Mark | undefined): string | undefined {
  const start = bytes.subarray(0, DECLARATION_BYTES);
  return DECLARATION.exec(START_DECODERS[mark ?? 'none'].decode(start))?.[1];
}

const START_DECODERS = {
  none: new TextDecoder('latin1'),
  'utf-8': new TextDecoder('utf-8'),
  'utf-16le': new TextDecoder('utf-16le'),
  'utf-16be': new TextDecoder('utf-16be'),
};

function refuseContradiction(mark: Mark, said: string | undefined): void {
  if (said === undefined) return;
  const name = said.toLowerCase();
  const agrees = mark === 'utf-8' ? name === 'utf-8' || name === 'utf8' : name === 'utf-16' || name === mark;
  if (!agrees) throw wrongEncoding(said, `its byte order mark is that of ${mark.toUpperCase()}`);
}

/** Names of one encoding, and both directions of UTF-16, decode to the same. */
function refuseDisagreement(charset: string, declared: string, bytes: Uint8Array): void {
  const [one, other] = [charset, declared].map((name) => DECODERS.get(name.toLowerCase()) ?? UTF_16);
  if (one === other || isAscii(bytes)) return;
  throw wrongEncoding(charset, `its Content-Type says so, and its XML declaration says ${declared.slice(0, 40)}`);
}

function unquote(charset: string): string {
  return charset.trim().replace(/^(["'])(.*)\1$/, '$2');
}

function notAccepted(encoding: string): CutError {
  return wrongEncoding(encoding, 'it is not an accepted encoding');
}

function wrongEncoding(encoding: string, problem: string): CutError {
  return new CutError('WRONG_ENCODING', { encoding: encoding.slice(0, 40), problem });
}
