import { expect } from 'chai';
import { decodeStart, decodeText } from '../../src/xml/decode-text.ts';
import { errorOf } from './error-of.ts';

const TEXT = '<a>Ålesund – 東京 😀</a>';
const LATIN = '<a>Ålesund\u0085</a>';

const utf8 = (text: string): Uint8Array => Buffer.from(text);
const utf16le = (text: string): Uint8Array => Buffer.from(text, 'utf16le');
const utf16be = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16();
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const declared = (encoding: string, text = TEXT): string => `<?xml version="1.0" encoding="${encoding}"?>${text}`;

describe('decodeText', () => {
  const accepted: readonly (readonly [string, Uint8Array, string | undefined, string])[] = [
    ['UTF-8 when nothing says otherwise', utf8(TEXT), undefined, TEXT],
    ['UTF-8 with a byte order mark', utf8(`\ufeff${TEXT}`), undefined, TEXT],
    ['UTF-8 that says so everywhere', utf8(`\ufeff${declared('UTF-8')}`), 'utf-8', declared('UTF-8')],
    ['UTF-16, little end first', utf16le(`\ufeff${declared('UTF-16')}`), undefined, declared('UTF-16')],
    ['UTF-16, big end first', utf16be(`\ufeff${declared('utf-16')}`), 'utf-16', declared('utf-16')],
    ['UTF-8 whose declaration cannot be true', utf8(declared('utf-16')), 'utf-8', declared('utf-16')],
    ['UTF-16 whose byte order the charset names', utf16be(TEXT), 'UTF-16BE', TEXT],
    ['ISO-8859-1 by charset, all 256 characters of it', latin1(LATIN), 'ISO-8859-1', LATIN],
    ['ISO-8859-1 by declaration', latin1(declared('iso-8859-1', LATIN)), undefined, declared('iso-8859-1', LATIN)],
    ['US-ASCII', utf8('<a/>'), 'us-ascii', '<a/>'],
    ['a charset in quotes', utf8(TEXT), '"utf-8"', TEXT],
    [
      'a charset that overrules the declaration of what is the same in both',
      utf8(declared('iso-8859-1', '<a/>')),
      'utf-8',
      declared('iso-8859-1', '<a/>'),
    ],
    ['one encoding under two names', utf8(declared('UTF8')), 'utf-8', declared('UTF8')],
    [
      'a charset that names the byte order of a declared UTF-16',
      utf16be(declared('UTF-16')),
      'utf-16be',
      declared('UTF-16'),
    ],
    [
      'a mark and charset that agree over a stale declaration',
      utf16le(`\ufeff${declared('UTF-8')}`),
      'utf-16',
      declared('UTF-8'),
    ],
    ['a view into a larger buffer', Buffer.from('xxÅ<a/>', 'latin1').subarray(2), 'latin1', 'Å<a/>'],
    ['nothing', new Uint8Array(), undefined, ''],
  ];
  for (const [what, bytes, charset, text] of accepted) {
    it(`reads ${what}`, () => {
      expect(decodeText(bytes, charset)).to.equal(text);
    });
  }

  const refused: readonly (readonly [string, Uint8Array, string | undefined, RegExp])[] = [
    ['bytes that are not UTF-8', latin1(TEXT), undefined, /not valid utf-8: it has bytes/],
    ['half a character of UTF-16', utf16le(`\ufeff\ud83d`), undefined, /not valid utf-16le/],
    ['more than ASCII in US-ASCII', latin1(LATIN), 'us-ascii', /us-ascii/],
    ['an encoding that is not supported', utf8(TEXT), 'windows-1252', /windows-1252.*not an accepted encoding/],
    ['a declaration against the charset', utf8(declared('ISO-8859-1')), 'utf-8', /valid utf-8: its.*says ISO-8859-1/],
    ['a charset against the declaration', utf8(declared('UTF-8')), 'iso-8859-1', /valid iso-8859-1: its.*says UTF-8/],
    ['a declared encoding that is not supported, beside a charset', utf8(declared('cp037', '<a/>')), 'utf-8', /cp037/],
    ['the same beside a mark', utf8(`\ufeff${declared('cp037')}`), undefined, /cp037.*not an accepted encoding/],
    ['the same in a declaration', utf8(declared('EBCDIC-CP-US')), undefined, /EBCDIC/],
    ['UTF-16 without a byte order mark', utf16le(TEXT), 'utf-16', /no byte order mark/],
    ['a declaration of UTF-16 in UTF-8 without a charset', utf8(declared('UTF-16')), undefined, /no byte order mark/],
    ['a mark against the charset', utf8(`\ufeff${TEXT}`), 'iso-8859-1', /iso-8859-1.*byte order mark.*UTF-8/],
    ['a mark against the declaration', utf16le(`\ufeff${declared('UTF-8')}`), undefined, /byte order mark.*UTF-16LE/],
  ];
  for (const [what, bytes, charset, message] of refused) {
    it(`refuses ${what}`, () => {
      const error = errorOf(() => decodeText(bytes, charset));
      expect(error.key).to.equal('WRONG_ENCODING');
      expect(error.message).to.match(message);
    });
  }
});

describe('decodeStart', () => {
  it('reads no more than it is told to, and leaves out a character that is cut through', () => {
    expect(decodeStart(utf8(TEXT), 4)).to.equal('<a>');
    expect(decodeStart(utf8(TEXT), 5)).to.equal('<a>Å');
    expect(decodeStart(utf16le(`\ufeff${TEXT}`), 9)).to.equal('<a>');
    expect(decodeStart(latin1(LATIN), 4, 'latin1')).to.equal('<a>Å');
  });

  it('reads a short message whole, where a character that breaks off is a mistake', () => {
    expect(decodeStart(utf8(TEXT), 1_000)).to.equal(TEXT);
    expect(errorOf(() => decodeStart(utf8(TEXT).subarray(0, 4), 1_000)).key).to.equal('WRONG_ENCODING');
  });
});
