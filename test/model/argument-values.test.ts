import { expect } from 'chai';
import {
  type ArgumentValues,
  countOf,
  describeArgumentValues,
  flagOf,
  isArgumentValue,
  listedArgumentValues,
  nameOf,
} from '../../src/model/argument-values.ts';

const FLAG: ArgumentValues = { kind: 'flag' };
const COUNT: ArgumentValues = { kind: 'count', least: 1 };
const NAMES = { kind: 'names', names: ['Insert', 'Insert or Update', 'LIC'] } as const satisfies ArgumentValues;

describe('values of arguments', () => {
  for (const [values, taken, refused] of [
    [FLAG, ['true', 'TRUE', 'True', 'false', 'FALSE', 'Y', 'y', 'N', 'n'], ['', 'yes', '1', '0', 'truee', ' true']],
    [COUNT, ['1', '007', '999999999'], ['', '0', '-1', '1.5', '1e3', '1000000000', 'ten', ' 1']],
    [NAMES, ['Insert', 'insert', 'insert or Update', 'LIC', 'lIC'], ['', 'INSERT', 'Inser', 'Insert Or Update', 'lic']],
  ] as const) {
    it(`of the kind ${values.kind}`, () => {
      for (const text of taken) expect(isArgumentValue(values, text), text).to.equal(true);
      for (const text of refused) expect(isArgumentValue(values, text), `'${text}'`).to.equal(false);
    });
  }

  it('are read', () => {
    expect(['TRUE', 'y', 'False', 'N', 'x'].map(flagOf)).to.deep.equal([true, true, false, false, undefined]);
    expect(countOf({ least: 0 }, '0')).to.equal(0);
    expect(countOf({ least: 0 }, '020')).to.equal(20);
    expect(nameOf(NAMES.names, 'insert or Update')).to.equal('Insert or Update');
    expect(nameOf(NAMES.names, 'nothing')).to.equal(undefined);
  });

  it('are described, and listed where they can be counted', () => {
    expect(describeArgumentValues(FLAG)).to.equal('true or false');
    expect(describeArgumentValues(COUNT)).to.equal('a whole number from 1 on');
    expect(describeArgumentValues(NAMES)).to.equal("Insert, 'Insert or Update' or LIC");
    expect(describeArgumentValues({ kind: 'names', names: ['true'] })).to.equal('true');
    expect([FLAG, COUNT, NAMES].map(listedArgumentValues)).to.deep.equal([['true', 'false'], undefined, NAMES.names]);
  });
});
