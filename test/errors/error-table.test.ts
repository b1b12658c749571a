import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ERROR_TABLE, type ErrorEntry } from '../../src/errors/error-table.ts';

const SOURCES = join(import.meta.dirname, '..', '..', 'src');
const TABLE = 'error-table.ts';

describe('the error table', () => {
  const entries: readonly (readonly [string, ErrorEntry])[] = Object.entries(ERROR_TABLE);

  it('has each code once', () => {
    const codes = entries.map(([, { code }]) => code);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).to.deep.equal([]);
  });

  it('has each symbol once', () => {
    const symbols = entries.map(([, { symbol }]) => symbol).filter((symbol) => symbol !== '');
    expect(symbols.filter((symbol, index) => symbols.indexOf(symbol) !== index)).to.deep.equal([]);
  });

  it("has codes in Siebel's form", () => {
    for (const [key, { code }] of entries) expect(code, key).to.match(/^SBL-[A-Z]{3}-\d{5}$/);
  });

  it('says of each error what to do, and shows all but what is ours alone', () => {
    for (const [key, { message, remedy, exposed, side }] of entries) {
      expect(message, key).not.to.equal('');
      expect(remedy, key).to.match(/\.$/);
      if (!exposed) expect(side, key).to.equal('server');
    }
    expect(entries.filter(([, { exposed }]) => !exposed).map(([key]) => key)).to.deep.equal(['INTERNAL']);
  });

  it('has no error that nothing raises', () => {
    const source = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith(TABLE))
      .map((file) => readFileSync(join(SOURCES, file), 'utf8'))
      .join('\n');
    expect(entries.map(([key]) => key).filter((key) => !source.includes(`'${key}'`))).to.deep.equal([]);
  });
});
