import { expect } from 'chai';
import { stripComments } from '../../src/xml/strip-comments.ts';

describe('stripComments', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['<a>x</a>', '<a>x</a>'],
    ['<a><!-- <b> -->x<?p <!-- ?>y</a>', '<a>xy</a>'],
    ['<a><!--\n\r\n--><?p\n?></a>', '<a></a\n\r\n\n>'],
    ['<a><![CDATA[<!-- kept --><?kept?>]]><!-- <![CDATA[ --></a>', '<a><![CDATA[<!-- kept --><?kept?>]]></a>'],
    ['<a>]<!-- -->]<!-- -->></a>', '<a>]<![CDATA[]]>]<![CDATA[]]>></a>'],
    ['<a b="--> ?>"/><!---->', '<a b="--> ?>"/>'],
  ];
  for (const [xml, stripped] of cases) {
    it(`makes ${JSON.stringify(stripped)} of ${JSON.stringify(xml)}`, () => {
      expect(stripComments(xml)).to.equal(stripped);
    });
  }

  it('does not go on where XML is not well-formed', () => {
    expect(() => stripComments('<a><!-- </a>')).to.throw(RangeError);
  });
});
