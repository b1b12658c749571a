import { expect } from 'chai';
import fc from 'fast-check';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { DATA_TYPES } from '../../../src/model/data-types/data-types.ts';
import { ASCII_TEXT } from '../../../src/model/data-types/dtype-text.ts';
import { ACCEPTED, REFUSED } from './values.ts';

const TYPES = [...DATA_TYPES.values(), ASCII_TEXT].filter(({ pattern }) => pattern !== undefined);

/** Texts near the borders of what the types accept: a known text with one character replaced, dropped or put in. */
const candidates = fc
  .record({
    text: fc.constantFrom(...ACCEPTED.map(([, text]) => text), ...REFUSED.map(([, text]) => text)),
    at: fc.nat(30),
    drop: fc.nat(1),
    insert: fc.constantFrom('', '0', '1', '9', '3', '-', '+', '.', '/', ':', ' ', 'T', 'Z', 'Y', 'é'),
  })
  .map(({ text, at, drop, insert }) => text.slice(0, at) + insert + text.slice(at + drop))
  .filter((text) => text !== '');

describe('the XSD pattern of a data type', () => {
  for (const { name, pattern = '', columns, parse } of TYPES) {
    it(`${name} (${columns.join(', ')}) means the same to libxml2 as to parse`, () => {
      using schema = XmlDocument.fromString(`<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xs:element name="v"><xs:simpleType><xs:restriction base="xs:string">
          <xs:pattern value="${pattern}"/>
        </xs:restriction></xs:simpleType></xs:element></xs:schema>`);
      using validator = XsdValidator.fromDoc(schema);
      const accepts = (text: string): boolean => {
        using document = XmlDocument.fromString(`<v>${text}</v>`);
        try {
          validator.validate(document);
          return true;
        } catch {
          return false;
        }
      };
      for (const [, text] of [...ACCEPTED, ...REFUSED]) expect(accepts(text), text).to.equal(parse(text) !== undefined);
      fc.assert(
        fc.property(candidates, (text) => accepts(text) === (parse(text) !== undefined)),
        { numRuns: 500 },
      );
    });
  }

  it('knows the days of each month, in leap years and in others', () => {
    const parse = DATA_TYPES.get('DATE')?.parse;
    for (const year of [1000, 1100, 1200, 1896, 1900, 1904, 2000, 2003, 2004, 2096, 2100, 2400, 9996, 9999]) {
      for (let month = 0; month <= 13; month += 1) {
        for (let day = 0; day <= 32; day += 1) {
          const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
          const time = new Date(Date.UTC(year, month - 1, day));
          const exists = time.getUTCMonth() === month - 1 && time.getUTCDate() === day;
          expect(parse?.(text) !== undefined, text).to.equal(exists);
        }
      }
    }
  });
});
