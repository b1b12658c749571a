import { expect } from 'chai';
import { DATA_TYPES, dataTypeNamed, defaultDataType } from '../../../src/model/data-types/data-types.ts';
import { ASCII_TEXT } from '../../../src/model/data-types/dtype-text.ts';
import { ACCEPTED, REFUSED } from './values.ts';

describe('data types', () => {
  it('are found by the names of the mappings', () => {
    expect([...DATA_TYPES.keys()]).to.deep.equal([
      'ID',
      'TEXT',
      'BOOL',
      'CURRENCY',
      'NUMBER',
      'INTEGER',
      'DATE',
      'DATETIME',
      'UTCDATETIME',
      'NOTE',
      'PHONE',
    ]);
    for (const [name, type] of DATA_TYPES) expect(type.name).to.equal(`DTYPE_${name}`);
  });

  it('accept their own example', () => {
    for (const type of [...DATA_TYPES.values(), ASCII_TEXT])
      expect(type.parse(type.example), type.name).to.be.a('string');
  });

  it('fit the column they are the default of', () => {
    const kinds = [
      'id',
      'varchar',
      'nvarchar',
      'note',
      'flag',
      'number',
      'integer',
      'date',
      'datetime',
      'utcdatetime',
    ] as const;
    for (const kind of kinds) expect(defaultDataType(kind).columns, kind).to.include(kind);
  });

  it('make TEXT of a varchar column printable ASCII', () => {
    expect(dataTypeNamed('TEXT', 'varchar')).to.equal(ASCII_TEXT);
    expect(dataTypeNamed('TEXT', 'nvarchar')).to.equal(DATA_TYPES.get('TEXT'));
    expect(dataTypeNamed('CHAR', 'nvarchar')).to.equal(undefined);
    expect(ASCII_TEXT.name).to.equal('DTYPE_TEXT');
    expect(ASCII_TEXT.parse('EUR ~')).to.equal('EUR ~');
    expect(ASCII_TEXT.parse('Øre')).to.equal(undefined);
  });

  for (const [name, text, canonical, siebel, iso] of ACCEPTED) {
    it(`${name} keeps '${text}' as '${canonical}'`, () => {
      const type = DATA_TYPES.get(name);
      expect(type?.parse(text)).to.equal(canonical);
      expect(type?.format(canonical, 'siebel')).to.equal(siebel ?? canonical);
      expect(type?.format(canonical, 'iso')).to.equal(iso ?? canonical);
    });
  }

  for (const [name, text] of REFUSED) {
    it(`${name} refuses '${text}'`, () => {
      expect(DATA_TYPES.get(name)?.parse(text)).to.equal(undefined);
    });
  }

  it('accept again what they write', () => {
    for (const [name, , canonical] of ACCEPTED) {
      const type = DATA_TYPES.get(name);
      for (const style of ['siebel', 'iso'] as const) {
        expect(type?.parse(type.format(canonical, style)), `${name} ${canonical}`).to.equal(canonical);
      }
    }
  });
});
