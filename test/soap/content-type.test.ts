import { expect } from 'chai';
import { parseContentType } from '../../src/soap/content-type.ts';

describe('parseContentType', () => {
  for (const [header, mediaType, charset, action] of [
    [undefined, undefined, undefined, undefined],
    ['', undefined, undefined, undefined],
    ['text/xml', 'text/xml', undefined, undefined],
    ['Text/XML; Charset=UTF-8', 'text/xml', 'UTF-8', undefined],
    ['text/xml;charset="iso-8859-1"', 'text/xml', 'iso-8859-1', undefined],
    ['text/xml; charset=', 'text/xml', undefined, undefined],
    ['application/soap+xml; charset=utf-8; action="urn:a:Op"', 'application/soap+xml', 'utf-8', 'urn:a:Op'],
    ['application/soap+xml;action="a;charset=x\\"y"', 'application/soap+xml', undefined, 'a;charset=x"y'],
    ['application/soap+xml; action=', 'application/soap+xml', undefined, undefined],
    [';;;', undefined, undefined, undefined],
  ] as const) {
    it(`reads ${JSON.stringify(header)}`, () => {
      expect(parseContentType(header)).to.deep.equal({ mediaType, charset, action });
    });
  }
});
