import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { expect } from 'chai';
import * as types from '../../src/config/option-types.ts';

const accepted: readonly [keyof typeof table, string, unknown][] = [
  ['port', '0', 0],
  ['port', '65535', 65_535],
  ['count', '1', 1],
  ['threadCount', '1', 1],
  ['threadCount', 'Auto', process.platform === 'linux' ? Math.min(availableParallelism(), 4) : 1],
  ['toggle', 'true', true],
  ['toggle', 'Yes', true],
  ['toggle', 'off', false],
  ['toggle', '0', false],
  ['size', '100', 100],
  ['size', '16MB', 16 * 1024 * 1024],
  ['size', '1 gb', 1024 ** 3],
  ['size', '512KB', 512 * 1024],
  ['duration', '500ms', 500],
  ['duration', '30s', 30_000],
  ['duration', '5m', 300_000],
  ['duration', '1h', 3_600_000],
  ['retention', '365d', 31_536_000_000],
  ['path', 'data', resolve('/base/data')],
  ['path', '/absolute', resolve('/absolute')],
  ['webAddress', 'https://cut.example.com/', 'https://cut.example.com'],
  ['webAddress', 'http://10.0.0.1:8080/gateway/', 'http://10.0.0.1:8080/gateway'],
  ['choice', 'ISO', 'iso'],
  ['text', 'anything', 'anything'],
];

const refused: readonly [keyof typeof table, string, RegExp][] = [
  ['port', '65536', /port number, 0 to 65535/],
  ['port', '-1', /port number/],
  ['port', '80.5', /port number/],
  ['port', '', /port number/],
  ['count', '0', /at least 1/],
  ['count', 'many', /whole number/],
  ['threadCount', '0', /auto or a whole number, 1 to 64/],
  ['threadCount', 'all', /auto/],
  ['threadCount', '65', /1 to 64/],
  ['toggle', 'maybe', /true or false/],
  ['size', '16 parsecs', /16MB/],
  ['size', '0', /size/],
  ['size', '99GB', /size/],
  ['duration', '30', /30s/],
  ['duration', '0s', /duration/],
  ['duration', '9999h', /duration/],
  ['retention', '0d', /30d/],
  ['path', '', /path/],
  ['path', 'a\0b', /path/],
  ['webAddress', 'cut.example.com', /https:\/\/cut\.example\.com/],
  ['webAddress', 'ftp://cut.example.com', /https:/],
  ['webAddress', 'https://me:secret@cut.example.com', /https:/],
  ['webAddress', 'https://cut.example.com/?wsdl', /https:/],
  ['choice', 'julian', /one of siebel, iso/],
  ['text', '', /empty/],
];

const table = { ...types, choice: types.choice('siebel', 'iso') };

describe('option types', () => {
  for (const [type, text, value] of accepted)
    it(`${type} takes '${text}'`, () => {
      expect(table[type].parse(text, resolve('/base'))).to.equal(value);
    });

  for (const [type, text, message] of refused)
    it(`${type} refuses '${text.replace('\0', '\\0')}' and says what would be right`, () => {
      expect(() => table[type].parse(text, resolve('/base'))).to.throw(RangeError, message);
    });
});
