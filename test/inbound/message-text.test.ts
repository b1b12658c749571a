import { expect } from 'chai';
import rhea, { type Message } from 'rhea';
import { CutError } from '../../src/errors/cut-error.ts';
import { messageText } from '../../src/inbound/message-text.ts';

const { data_section, data_sections, sequence_section } = rhea.message;
const LATIN = Buffer.from('<Kundë/>', 'latin1');
const UTF_8 = Buffer.from('<Kundë/>');

const texts: readonly { what: string; message: Message }[] = [
  { what: 'data', message: { body: data_section(UTF_8) } },
  { what: 'data in several sections', message: { body: data_sections([UTF_8.subarray(0, 5), UTF_8.subarray(5)]) } },
  { what: 'a binary value', message: { body: UTF_8 } },
  { what: 'a text', message: { body: '<Kundë/>' } },
  { what: 'data in a charset', message: { body: data_section(LATIN), content_type: 'text/xml; charset="ISO-8859-1"' } },
  { what: 'data of a content type without charset', message: { body: data_section(UTF_8), content_type: 'text/xml' } },
  { what: 'data that are not encoded', message: { body: data_section(UTF_8), content_encoding: 'identity' } },
];

const refusals: readonly { what: string; message: Message; key: string }[] = [
  { what: 'nothing', message: { body: undefined }, key: 'INVALID_MESSAGE' },
  { what: 'a number', message: { body: 17 }, key: 'INVALID_MESSAGE' },
  { what: 'a list', message: { body: sequence_section(['a']) }, key: 'INVALID_MESSAGE' },
  { what: 'no data', message: { body: data_section(Buffer.alloc(0)) }, key: 'EMPTY_MESSAGE' },
  {
    what: 'compressed data',
    message: { body: data_section(UTF_8), content_encoding: 'gzip' },
    key: 'CONTENT_CODING_REFUSED',
  },
  { what: 'too much', message: { body: 'x'.repeat(101) }, key: 'MESSAGE_TOO_LARGE' },
  { what: 'bytes that are not of the charset', message: { body: data_section(LATIN) }, key: 'WRONG_ENCODING' },
];

describe('the text of a message', () => {
  for (const { what, message } of texts)
    it(`is in ${what}`, () => {
      // Through the wire, since what is sent is not what comes.
      const received = rhea.message.decode(rhea.message.encode(message)) as unknown as Message;
      expect(messageText(received, 100)).to.equal('<Kundë/>');
    });

  for (const { what, message, key } of refusals)
    it(`is not in ${what}`, () => {
      expect(() => messageText(message, 100))
        .to.throw(CutError)
        .with.property('key', key);
    });
});
