import { expect } from 'chai';
import { describeKey, describeKeys, locate, shorten } from '../../src/adapter/describe.ts';
import { instanceList } from '../support/instances.ts';
import { integrationObject } from '../support/model.ts';

const account = integrationObject('CUT Sample Account IO');
const [instance = expect.fail()] = instanceList(account, { Name: 'Tyne', Location: null }).roots;
const fields = (...names: string[]) => names.map((name) => account.root.fieldsByName.get(name) ?? expect.fail());

describe('describing instances in messages', () => {
  it('a key by its fields and values; a default stands in for what was not sent', () => {
    expect(describeKey(instance, fields('Name', 'Location', 'Primary Organization Id'))).to.equal(
      'Name "Tyne", Location "", Primary Organization Id "0-R9NH"',
    );
  });

  it('the keys that a component takes', () => {
    expect(describeKeys([fields('Account Id'), fields('Name', 'Location')])).to.equal('Account Id; Name + Location');
  });

  it('the place: component, number among its siblings, key and line as far as they are known', () => {
    expect(locate({ instance, index: 1 })).to.deep.equal({ component: 'Account', instance: '2' });
    expect(locate({ instance: { ...instance, line: 7 }, index: 0 }, fields('Name'), { field: 'Type' })).to.deep.equal({
      component: 'Account',
      instance: '1 (Name "Tyne")',
      line: 7,
      field: 'Type',
    });
    const parent = { instance, index: 3 };
    expect(locate({ instance, index: 1, parent: { instance, index: 0, parent } }).instance).to.equal(
      '2 of Account 1 of Account 4',
    );
  });

  it('long values in short', () => {
    expect(shorten('x'.repeat(100))).to.have.length(100);
    expect(shorten('x'.repeat(101))).to.equal(`${'x'.repeat(99)}…`);
  });
});
