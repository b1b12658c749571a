import { expect } from 'chai';
import fc from 'fast-check';
import { escapeAttribute, escapeText } from '../../src/xml/escape.ts';
import { parseXml } from '../../src/xml/parse-xml.ts';

describe('escape', () => {
  /** Everything that XML 1.0 can say. */
  const sayable = fc
    .string({
      unit: fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), fc.constantFrom(...'\r\n\t<>&"\']')),
    })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML cannot say
    .filter((text) => text.isWellFormed() && !/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(text));

  it('writes text that a parser reads back as it was', () => {
    fc.assert(
      fc.property(sayable, (text) => {
        expect(parseXml(`<a>${escapeText(text)}</a>`).text).to.equal(text);
      }),
    );
  });

  it('writes attribute values that a parser reads back as they were', () => {
    fc.assert(
      fc.property(sayable, (text) => {
        expect(parseXml(`<a b="${escapeAttribute(text)}"/>`).attribute('b')).to.equal(text);
      }),
    );
  });

  it('leaves plain text alone, astral characters too', () => {
    expect(escapeText('Ålesund "東京" 😀\n\t')).to.equal('Ålesund "東京" 😀\n\t');
  });

  it('replaces what XML 1.0 cannot say', () => {
    expect(escapeText('a\0b\x1bc\ud800d\uffffe')).to.equal('a\ufffdb\ufffdc\ufffdd\ufffde');
    expect(escapeAttribute('a\0\udc00')).to.equal('a\ufffd\ufffd');
  });
});
