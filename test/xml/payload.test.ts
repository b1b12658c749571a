import { expect } from 'chai';
import type { XmlElement } from '../../src/xml/element.ts';
import { parseXml } from '../../src/xml/parse-xml.ts';
import { isNamespaceOf, payloadDocument } from '../../src/xml/payload.ts';
import { sampleObject } from './sample-object.ts';

const IO = 'urn:io';

function first(text: string, name: string): XmlElement {
  const search = (element: XmlElement): XmlElement | undefined =>
    element.name === name ? element : element.children.map(search).find((found) => found !== undefined);
  const found = search(parseXml(text));
  if (found === undefined) throw new RangeError(`no ${name} in ${text}`);
  return found;
}

const payload = (text: string): string => payloadDocument(text, first(text, 'L'), IO);

describe('payloadDocument', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'declares what is in scope',
      '<e xmlns:i="urn:io" xmlns:e="urn:e"><i:L a="1"/></e>',
      '<i:L xmlns:i="urn:io" xmlns:e="urn:e" a="1"/>',
    ],
    ['declares the default namespace', '<e xmlns="urn:io"><L/></e>', '<L xmlns="urn:io"/>'],
    ['lets inner declarations win', '<e xmlns="urn:e"><L xmlns="urn:io"><x/></L></e>', '<L xmlns="urn:io"><x/></L>'],
    [
      'escapes what it declares',
      '<e xmlns:q="urn:&quot;&lt;&amp;" xmlns="urn:io"><L/></e>',
      '<L xmlns:q="urn:&quot;&lt;&amp;" xmlns="urn:io"/>',
    ],
    ['puts what is in no namespace into that of the object', '<e><L><x/></L></e>', '<L xmlns="urn:io"><x/></L>'],
    ['even if that is said', '<e xmlns="urn:e"><L xmlns=""><x/></L></e>', '<L xmlns="urn:io"><x/></L>'],
    ['and said again inside', '<L><x xmlns = ""><y xmlns=\'\'/></x></L>', '<L xmlns="urn:io"><x><y/></x></L>'],
    [
      'keeps an inner namespace that is none',
      '<L xmlns="urn:io"><x xmlns=""/></L>',
      '<L xmlns="urn:io"><x xmlns=""/></L>',
    ],
    [
      'drops attributes in foreign namespaces',
      '<e xmlns:s="urn:s"><L s:type="x" a = "b>"><x s:a=\'"/>\' b="1"/>s:a="text"<y xml:lang="en">z</y></L></e>',
      '<L xmlns:s="urn:s" xmlns="urn:io" a = "b>"><x b="1"/>s:a="text"<y>z</y></L>',
    ],
    [
      'keeps attributes in its own namespace, for the schema to refuse',
      '<i:L xmlns:i="urn:io" i:a="1"><i:x i:b="2"/></i:L>',
      '<i:L xmlns:i="urn:io" i:a="1"><i:x i:b="2"/></i:L>',
    ],
    [
      'goes by the namespace of a prefix where it stands',
      '<e xmlns:p="urn:s" xmlns="urn:io"><L p:a="1"><x xmlns:p="urn:io" p:b="2"><y p:c="3"/></x><x p:d="4"/></L></e>',
      '<L xmlns:p="urn:s" xmlns="urn:io"><x xmlns:p="urn:io" p:b="2"><y p:c="3"/></x><x/></L>',
    ],
    ['keeps line numbers', '<e xmlns="urn:io">\r\n\n<L\n><x/>\n</L></e>', '\n\n<L xmlns="urn:io"\n><x/>\n</L>'],
    [
      'keeps line numbers where it drops attributes',
      '<e xmlns:s="urn:s"><L><x\n s:a="1\n"\n b="2"/></L></e>',
      '<L xmlns:s="urn:s" xmlns="urn:io"><x\n\n\n b="2"/></L>',
    ],
  ];
  for (const [what, text, document] of cases) {
    it(what, () => {
      expect(payload(text)).to.equal(document);
      expect(parseXml(payload(text)).namespace).to.equal(IO);
    });
  }

  it('takes the namespace with spaces for the one without', () => {
    const text = '<x:L xmlns:x="http://www.siebel.com/xml/CUT Test Asset IO"/>';
    const { namespace } = sampleObject();
    expect(payloadDocument(text, parseXml(text), namespace)).to.equal(`<x:L xmlns:x="${namespace}"/>`);
  });
});

describe('isNamespaceOf', () => {
  const cases: readonly (readonly [string, boolean])[] = [
    ['', true],
    ['http://www.siebel.com/xml/CUT%20Test%20Asset%20IO', true],
    ['http://www.siebel.com/xml/CUT Test Asset IO', true],
    ['http://www.siebel.com/xml/CUT%20Test%20Account%20IO', false],
  ];
  for (const [namespace, answer] of cases) {
    it(`is ${answer} for '${namespace}'`, () => {
      expect(isNamespaceOf(sampleObject(), namespace)).to.equal(answer);
    });
  }
});
