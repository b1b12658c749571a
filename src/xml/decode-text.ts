import { CutError } from '../errors/cut-error.ts';

/**
 * The text of an XML message: UTF-8, UTF-16 with a byte order mark (or with a charset that names the byte order), ISO-8859-1 or US-ASCII.
 *
 * The byte order mark decides, then the charset of the content type, then the XML declaration, then it is UTF-8. A charset overrules a
 * declaration (RFC 7303, 3.2): many senders transcode without touching the declaration. Nothing overrules a byte order mark.
 *
 * @param charset `charset` parameter of the content type
 * @throws CutError WRONG_ENCODING when the bytes are not what they are said to be, or that is not an encoding accepted here
 */
export function decodeText(bytes: Uint8Array, charset?: string): string {
  const mark = byteOrderMark(bytes);
  const said = charset === undefined ? declaredEncoding(bytes, mark) : unquote(charset);
  if (mark !== undefined) refuseContradiction(mark, said);
  return decode(bytes, mark ?? said ?? 'utf-8');
}

type Decode = (bytes: Uint8Array) => string | undefined;

const DECODERS: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ['utf-8', decodeUnicode('utf-8')],
  ['utf8', decodeUnicode('utf-8')],
  ['utf-16le', decodeUnicode('utf-16le')],
  ['utf-16be', decodeUnicode('utf-16be')],
  ['iso-8859-1', decodeLatin1],
  ['iso_8859-1', decodeLatin1],
  ['latin1', decodeLatin1],
  ['us-ascii', decodeAscii],
  ['ascii', decodeAscii],
]);

function decode(bytes: Uint8Array, encoding: string): string {
  const decoder = DECODERS.get(encoding.toLowerCase());
  if (decoder === undefined) {
    const problem =
      encoding.toLowerCase() === 'utf-16' ? 'there is no byte order mark' : 'it is not an accepted encoding';
    throw wrongEncoding(encoding, problem);
  }
  return decoder(bytes) ?? refuseBytes(encoding);
}

function refuseBytes(encoding: string): never {
  throw wrongEncoding(encoding, 'it has bytes that do not occur in this encoding');
}

function decodeUnicode(encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): Decode {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (bytes) => {
    try {
      return decoder.decode(bytes);
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

function unquote(charset: string): string {
  return charset.trim().replace(/^(["'])(.*)\1$/, '$2');
}

function wrongEncoding(encoding: string, problem: string): CutError {
  return new CutError('WRONG_ENCODING', { encoding: encoding.slice(0, 40), problem });
}
