import { expect } from 'chai';
import { holdsMessages } from '../../../src/feed/split/holds-messages.ts';

/** What begins with an element, and whether that is one around messages. */
const CASES: readonly (readonly [what: string, text: string, isAround: boolean])[] = [
  ['a message at once', '<a><Message/></a>', true],
  ['a message deeper down', '<a><b><c x="/>"/><Message>', true],
  ['a message with a prefix', '<a><p:Message/></a>', true],
  ['a message behind others', '<a><b/><c>text</c> <Message></a>', true],
  ['a message behind it', '<a><b/></a><Message/>', false],
  ['nothing', '<a/><Message/>', false],
  ['a message in a comment', '<a><!--<Message/>--></a>', false],
  ['a message in a CDATA section', '<a><![CDATA[<Message/>]]></a>', false],
  ['a message in an instruction', '<a><?p <Message/>?></a>', false],
  ['a message in an attribute', `<a><b x='<Message/>' y="<Message/>"/></a>`, false],
  ['the beginning of the tag of a message', '<a><Message', false],
  ['an element of another name', '<a><MessageText>', false],
];

describe('an element of a feed', () => {
  for (const [what, text, isAround] of CASES) {
    it(`is ${isAround ? '' : 'not '}one around messages with ${what} in it`, () => {
      expect(holdsMessages(text, (name) => name === 'Message')).to.equal(isAround);
    });
  }

  it('is looked at once, however long what does not end in it', () => {
    for (const endless of ['<b', '<b "', '<!--', '<b \'<b "', '<b c="d" '].map((start) => start.padEnd(1000, start))) {
      for (const text of [`<a>${endless}`.padEnd(65_536, 'x'), `<a>${endless.repeat(65)}`]) {
        for (let time = 0; time < 20; time += 1) expect(holdsMessages(text, () => false)).to.equal(false);
      }
    }
  });
});
