import { expect } from 'chai';
import { node, printXml } from '../../src/contract/xml-writer.ts';

describe('printXml', () => {
  it('indents, escapes, and leaves undefined attributes out', () => {
    const root = node('a', { 'xmlns:x': 'urn:"x"', y: undefined, z: '' }, [
      node('b'),
      node('c', {}, '1 < 2 & "3"'),
      node('d', {}, [node('e', { f: '1' })]),
    ]);
    expect(printXml(root)).to.equal(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<a xmlns:x="urn:&quot;x&quot;" z="">',
        '  <b/>',
        '  <c>1 &lt; 2 &amp; "3"</c>',
        '  <d>',
        '    <e f="1"/>',
        '  </d>',
        '</a>',
        '',
      ].join('\n'),
    );
  });
});
