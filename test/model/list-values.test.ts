import { expect } from 'chai';
import {
  allowedListValues,
  displayedListValue,
  isAllowedUnder,
  type LovLanguageMode,
  storedListValue,
} from '../../src/model/list-values.ts';
import type { Field, ValueList } from '../../src/model/model.ts';
import { integrationObject } from '../support/model.ts';

const [plain = expect.fail()] = integrationObject('CUT Sample Account IO').root.fields;
const withList = (values: ValueList): Field => ({ ...plain, values });

const severity = withList({
  name: 'SEVERITY',
  values: [
    { value: 'High', code: '1' },
    { value: 'Low', code: '2' },
    { value: '2', code: 'TWO' },
  ],
});
const event = withList({
  name: 'EVENT',
  parent: 'SEVERITY',
  values: [
    { value: 'Fire', code: 'F', parent: 'High' },
    { value: 'Fire', code: 'F', parent: 'Low' },
    { value: 'Noise', code: 'N', parent: 'Low' },
    { value: 'Any', code: 'A' },
  ],
});

describe('list values', () => {
  const STORED: readonly (readonly [value: string, mode: LovLanguageMode | undefined, stored: string | undefined])[] = [
    ['High', undefined, '1'],
    ['1', undefined, '1'],
    ['High', 'LDC', '1'],
    ['1', 'LDC', undefined],
    ['2', 'LDC', 'TWO'],
    ['1', 'LIC', '1'],
    ['High', 'LIC', undefined],
    ['Medium', undefined, undefined],
  ];
  for (const [value, mode, stored] of STORED) {
    it(`'${value}' read as ${mode ?? 'either'} is ${stored ?? 'none'}`, () => {
      expect(storedListValue(severity, value, mode)).to.equal(stored);
    });
  }

  it('show what stands for a code, and a code that the list has no more as it is', () => {
    expect([displayedListValue(severity, '1'), displayedListValue(severity, '9')]).to.deep.equal(['High', '9']);
  });

  it('leave fields without a list alone', () => {
    expect(storedListValue(plain, 'x')).to.equal('x');
    expect(displayedListValue(plain, 'x')).to.equal('x');
    expect(allowedListValues(plain, undefined)).to.deep.equal([]);
    expect(isAllowedUnder(plain, 'x', undefined)).to.equal(true);
  });

  it('depend on the value of the parent list', () => {
    expect(allowedListValues(event, 'High')).to.deep.equal(['Fire', 'Any']);
    expect(allowedListValues(event, 'Low', 'LIC')).to.deep.equal(['F', 'N', 'A']);
    expect(isAllowedUnder(event, 'F', 'Low')).to.equal(true);
    expect(isAllowedUnder(event, 'N', 'High')).to.equal(false);
    expect(isAllowedUnder(event, 'N', null)).to.equal(false);
    expect(isAllowedUnder(event, 'A', null)).to.equal(true);
    expect(isAllowedUnder(event, 'X', 'High')).to.equal(false);
  });
});
