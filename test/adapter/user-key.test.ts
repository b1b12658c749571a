import { expect } from 'chai';
import { chooseUserKey, completeUserKeys, storedKey } from '../../src/adapter/user-key.ts';
import { createInstance } from '../../src/model/instance.ts';
import type { Component, Field } from '../../src/model/model.ts';
import { integrationObject } from '../support/model.ts';

const { root } = integrationObject('CUT Sample Account IO');
const [first = expect.fail(), second = expect.fail()] = root.fields;
const status: Field = {
  ...second,
  default: 'Active',
  values: {
    name: 'STATUS',
    values: [
      { value: 'Active', code: 'A' },
      { value: 'Closed', code: 'C' },
    ],
  },
};
const component: Component = { ...root, fields: [first, status], userKeys: [[first], [status]] };

describe('user keys', () => {
  const instance = (...values: (string | null | undefined)[]) => ({ ...createInstance(component), values });

  it('are tried in their order, and a field with a default counts as present', () => {
    expect(chooseUserKey(instance('1-A', 'Closed'))).to.deep.equal({ fields: [first], values: ['1-A'] });
    expect(chooseUserKey(instance(undefined, undefined))).to.deep.equal({ fields: [status], values: ['Active'] });
    expect(chooseUserKey(instance(null, null))).to.equal(undefined);
  });

  it('are stored as codes of their lists; what a list does not have stays as it is', () => {
    const stored = (value: string | undefined, mode?: 'LIC' | 'LDC') =>
      storedKey(instance(undefined, value), { fields: [status], values: [value ?? 'Active'] }, mode).stored;
    expect([stored('Closed'), stored('C', 'LIC'), stored('Closed', 'LIC'), stored(undefined, 'LIC')]).to.deep.equal([
      ['C'],
      ['C'],
      ['Closed'],
      ['A'],
    ]);
  });

  it('that are complete are all known', () => {
    expect(completeUserKeys(instance('1-A', 'Closed')).map((key) => key.stored)).to.deep.equal([['1-A'], ['C']]);
  });
});
