import { expect } from 'chai';
import { dropAttributes, startTag } from '../../src/xml/start-tag.ts';

describe('startTag', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['<a>x</a>', '<a>'],
    ['<a/>x', '<a/>'],
    ['<a b=">" c=\'/>"\'>x</a>', '<a b=">" c=\'/>"\'>'],
  ];
  for (const [text, tag] of cases) {
    it(`of ${text} is ${tag}`, () => {
      expect(startTag(`--${text}`, 2)).to.equal(tag);
    });
  }

  it('is not looked for for ever', () => {
    expect(() => startTag('<a b', 0)).to.throw(RangeError);
    expect(() => startTag('<a b="', 0)).to.throw(RangeError);
  });

  it('may be long', () => {
    const tag = `<a b="${'x'.repeat(15_000_000)}" c="1">`;
    expect(startTag(tag, 0)).to.have.length(tag.length);
    expect(dropAttributes(tag, (name) => name === 'b')).to.equal('<a c="1">');
  });
});

describe('dropAttributes', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['<a x="1" b="2"/>', '<a b="2"/>'],
    ['<a b="2" x = \'"1"\' >', '<a b="2" >'],
    ['<a x="1\n"\r\n x:x="x=x" b="x">', '<a\n\r\n x:x="x=x" b="x">'],
    ['<x/>', '<x/>'],
  ];
  for (const [tag, rest] of cases) {
    it(`makes ${JSON.stringify(rest)} of ${JSON.stringify(tag)} without x`, () => {
      expect(dropAttributes(tag, (name) => name === 'x')).to.equal(rest);
    });
  }
});
