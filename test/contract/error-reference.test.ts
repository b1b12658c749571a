import { expect } from 'chai';
import { errorReference } from '../../src/contract/error-reference.ts';
import { ERROR_TABLE } from '../../src/errors/error-table.ts';

describe('error reference', () => {
  const text = errorReference();

  it('has every error of the table, with its message, side, status and remedy', () => {
    for (const { code, symbol, message, side, status, remedy } of Object.values(ERROR_TABLE)) {
      const row = text.split('\n').find((line) => line.includes(`\`${code}\``) && line.includes(message)) ?? '';
      expect(row, code).to.include(symbol);
      expect(row, code).to.include(`| ${side} | ${status} | ${remedy} |`);
    }
  });
});
