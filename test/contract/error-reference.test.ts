import { expect } from 'chai';
import { errorReference } from '../../src/contract/error-reference.ts';
import { ERROR_TABLE } from '../../src/errors/error-table.ts';

describe('error reference', () => {
  const text = errorReference();

  it('has every error of the table, with its message, status, side, remedy, and whether it is exposed', () => {
    for (const { code, symbol, message, side, status, exposed, remedy } of Object.values(ERROR_TABLE)) {
      const row = text.split('\n').find((line) => line.includes(`\`${code}\``) && line.includes(message)) ?? '';
      expect(row, code).to.include(symbol);
      expect(row, code).to.include(`| ${status} | ${side} | ${exposed ? 'yes' : 'no'} | ${remedy} |`);
    }
  });
});
