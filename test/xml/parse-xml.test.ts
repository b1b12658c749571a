import { expect } from 'chai';
import fc from 'fast-check';
import { CutError } from '../../src/errors/cut-error.ts';
import type { XmlElement } from '../../src/xml/element.ts';
import { parseStart, parseXml } from '../../src/xml/parse-xml.ts';
import { errorOf } from './error-of.ts';

describe('parseXml', () => {
  it('gives elements with namespace, name, attributes, own text and children', () => {
    const root = parseXml(
      '<?xml version="1.0"?><!-- c --><p:a xmlns:p="urn:p" xmlns="urn:d" x="1" p:y="2">one<b>in</b><![CDATA[<two>]]>&amp;&#x1F600;</p:a>',
    );
    expect(root).to.include({ namespace: 'urn:p', name: 'a', text: 'one<two>&😀' });
    expect(root.children.map(({ namespace, name, text }) => [namespace, name, text])).to.deep.equal([
      ['urn:d', 'b', 'in'],
    ]);
    expect(root.attribute('x')).to.equal('1');
    expect(root.attribute('y', 'urn:p')).to.equal('2');
    expect(root.attribute('y')).to.equal(undefined);
    expect(root.attributes).to.have.length(2);
  });

  it('knows the namespace declarations in scope', () => {
    const root = parseXml('<a xmlns="urn:1" xmlns:p="urn:p"><b xmlns="" xmlns:p="urn:q" xmlns:r="urn:r"/></a>');
    const scope = root.children[0]?.inScope() ?? new Map();
    expect(Object.fromEntries(scope)).to.deep.equal({ '': '', p: 'urn:q', r: 'urn:r' });
  });

  const texts: readonly (readonly [string, string])[] = [
    ['on one line', '<a><b/><c>x</c></a>'],
    ['with CRLF', '<a>\r\n<b\r\n x="1"\r\n/>\r\n<c>\r\nx</c>\r\n</a>'],
    ['with astral characters', '<a>😀😀<b x="😀"/>😀<c>😀</c></a>'],
    ['with CDATA, comments and references', '<a><!-- <b> --><b>&lt;<![CDATA[<c>]]></b><?p <c?><c></c></a>'],
    ['with names that start alike', '<a><b></b ><bb>x</bb\n></a >'],
  ];
  for (const [what, text] of texts) {
    it(`knows where elements stand in a text ${what}`, () => {
      const all = (element: XmlElement): XmlElement[] => [element, ...element.children.flatMap(all)];
      const root = parseXml(text);
      expect(text.slice(root.start, root.end)).to.equal(text);
      for (const element of all(root)) {
        const alone = parseXml(text.slice(element.start, element.end));
        expect(alone).to.include({ name: element.name, text: element.text });
        expect(all(alone)).to.have.length(all(element).length);
      }
    });
  }

  it('counts lines, to the end of the start tag', () => {
    const { line, children } = parseXml('\n<a>\r\n<b\n x="1">\n</b><c/>\n\n<d/></a>');
    expect([line, ...children.map((child) => child.line)]).to.deep.equal([2, 4, 5, 7]);
  });

  it('takes names that JavaScript gives a meaning for names', () => {
    const root = parseXml(
      '<__proto__ constructor="1" __proto__="2" xmlns:__proto__="urn:x"><__proto__:toString/></__proto__>',
    );
    expect(root.attribute('__proto__')).to.equal('2');
    expect(root.attribute('toString')).to.equal(undefined);
    expect(root.children[0]?.namespace).to.equal('urn:x');
    expect(Object.hasOwn(Object.prototype, 'x')).to.equal(false);
  });

  const wide = (count: number): string => `<a ${Array.from({ length: count }, (_, i) => `a${i}="1"`).join(' ')}/>`;
  const declaring = (count: number): string => Array.from({ length: count }, (_, i) => `xmlns:p${i}="u"`).join(' ');
  const deep = (count: number): string => '<a>'.repeat(count) + '</a>'.repeat(count);

  const refused: readonly (readonly [string, string, string, number | undefined])[] = [
    ['nothing', '', 'EMPTY_MESSAGE', undefined],
    ['white space', ' \n ', 'EMPTY_MESSAGE', undefined],
    ['plain text', 'hello', 'MALFORMED_XML', 1],
    ['JSON', '{"a": 1}', 'MALFORMED_XML', 1],
    ['an element that is not closed', '<a>\n<b></a>', 'MALFORMED_XML', 2],
    ['a document that ends early', '<a>\n<b>', 'MALFORMED_XML', 2],
    ['two roots', '<a/><b/>', 'MALFORMED_XML', 1],
    ['text behind the root', '<a/>x', 'MALFORMED_XML', 1],
    ['an attribute twice', '<a x="1" x="2"/>', 'MALFORMED_XML', 1],
    ['an attribute twice by namespace', '<a xmlns:p="u" xmlns:q="u" p:x="1" q:x="2"/>', 'MALFORMED_XML', 1],
    ['a prefix without declaration', '<p:a/>', 'MALFORMED_XML', 1],
    ['an entity that is not declared', '<a>\n\n&nbsp;</a>', 'MALFORMED_XML', 3],
    ['a control character', '<a>\0</a>', 'MALFORMED_XML', 1],
    ['a reference to a control character', '<a>&#8;</a>', 'MALFORMED_XML', 1],
    ['an ampersand', '<a>A & B</a>', 'MALFORMED_XML', 1],
    ['a < in an attribute', '<a x="<"/>', 'MALFORMED_XML', 1],
    ['a late XML declaration', ' <?xml version="1.0"?><a/>', 'MALFORMED_XML', 1],
    ['a DOCTYPE', '<!DOCTYPE a>\n<a/>', 'DOCTYPE_REFUSED', 1],
    ['a DOCTYPE with entities', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'DOCTYPE_REFUSED', 1],
    [
      'a DOCTYPE with an external subset',
      '<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
      'DOCTYPE_REFUSED',
      2,
    ],
    ['65 levels', deep(65), 'MESSAGE_TOO_DEEP', 1],
    ['257 attributes', wide(257), 'INVALID_MESSAGE', 1],
    ['257 namespace declarations in scope', `<a ${declaring(200)}>\n<b ${declaring(57)}/></a>`, 'INVALID_MESSAGE', 2],
    ['300,001 elements', `<a>${'<b/>'.repeat(300_000)}</a>`, 'INVALID_MESSAGE', 1],
    ['200,001 attributes', `<a x="">${'<b x="" y=""/>'.repeat(100_000)}</a>`, 'INVALID_MESSAGE', 1],
  ];
  for (const [what, text, key, line] of refused) {
    it(`refuses ${what}`, () => {
      const error = errorOf(() => parseXml(text));
      expect(error.key).to.equal(key);
      expect(error.location.line).to.equal(line);
    });
  }

  it('says what is malformed, and where', () => {
    const error = errorOf(() => parseXml('<a>\n  <b></c>\n</a>'));
    expect(error.message).to.equal('The message is not well-formed XML: unexpected close tag (line 2, column 9)');
  });

  it('takes as much as its limits say', () => {
    expect(parseXml(deep(64)).name).to.equal('a');
    expect(parseXml(wide(256)).attributes).to.have.length(256);
    const siblings = `<b ${declaring(56)}/>`.repeat(1_000);
    expect(parseXml(`<a ${declaring(200)}>${siblings}</a>`).children).to.have.length(1_000);
    expect(parseXml(`<a>${'<b/>'.repeat(299_999)}</a>`).children).to.have.length(299_999);
  });

  it('answers any text with a tree or a CutError', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '/',
      'a',
      'b:',
      '=',
      '"',
      "'",
      '&',
      ';',
      '#',
      '!',
      '--',
      '[',
      ']',
      '?',
      'xml',
      ' ',
      '<a>',
      '</a>',
      '<![CDATA[',
      ']]>',
      '<!DOCTYPE',
      'xmlns',
      '\n',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        try {
          parseXml(parts.join(''));
        } catch (error) {
          expect(error).to.be.instanceOf(CutError);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('parseStart', () => {
  const isB = ({ name }: XmlElement): boolean => name === 'b';

  it('ends with the start tag looked for, whatever comes after it', () => {
    const { root, found } = parseStart('<a x="1"><c>d</c><b y="2"> & <<<', isB);
    expect(found).to.equal(true);
    expect(root?.children.map(({ name }) => name)).to.deep.equal(['c', 'b']);
    expect(root?.children[1]?.attribute('y')).to.equal('2');
  });

  for (const [text, name] of [
    ['', undefined],
    [' <!-- ', undefined],
    ['<a', undefined],
    ['<a><c>', 'a'],
    ['<a><b', 'a'],
    ['<a/>', 'a'],
  ] as const) {
    it(`takes '${text}' for a text that breaks off`, () => {
      const { root, found } = parseStart(text, isB);
      expect([root?.name, found]).to.deep.equal([name, false]);
    });
  }

  for (const [text, key] of [
    ['<a></c><b/>', 'MALFORMED_XML'],
    ['<!DOCTYPE a><b/>', 'DOCTYPE_REFUSED'],
    ['<a><c/><c/><b/>', 'INVALID_MESSAGE'],
  ] as const) {
    it(`refuses what is wrong before: '${text}'`, () => {
      expect(errorOf(() => parseStart(text, isB, { elements: 2 })).key).to.equal(key);
    });
  }
});
