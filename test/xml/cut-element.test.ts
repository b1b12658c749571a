import { expect } from 'chai';
import { cutElement } from '../../src/xml/cut-element.ts';
import { elementAt } from '../../src/xml/element.ts';
import { parseXml } from '../../src/xml/parse-xml.ts';

const cases: readonly (readonly [what: string, text: string, cut: string])[] = [
  ['the whole', '<a b="1"/>', '<a b="1"/>'],
  [
    'a part with what is in scope',
    '<x:e xmlns:x="u" xmlns="d"><a b=">"><c/></a></x:e>',
    '<a xmlns:x="u" xmlns="d" b=">"><c/></a>',
  ],
  [
    'a part that declares its own',
    '<e xmlns="d"><a xmlns="o" x:b="1" xmlns:x="u&amp;v"/></e>',
    '<a xmlns="o" xmlns:x="u&amp;v" x:b="1"/>',
  ],
  ['a part in no namespace', '<e xmlns="d"><a xmlns=""><b/></a></e>', '<a xmlns=""><b/></a>'],
];

describe('cutElement', () => {
  for (const [what, text, cut] of cases) {
    it(`cuts out ${what}`, () => {
      const root = parseXml(text);
      const element = elementAt(root, text.indexOf('<a')) ?? expect.fail();
      expect(cutElement(text, element)).to.equal(cut);
    });
  }
});
