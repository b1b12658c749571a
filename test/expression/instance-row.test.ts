import { expect } from 'chai';
import { bindCondition } from '../../src/expression/bind.ts';
import { evaluateCondition } from '../../src/expression/evaluate.ts';
import { InstanceRow } from '../../src/expression/instance-row.ts';
import { parseExpression } from '../../src/expression/parse-expression.ts';
import { createInstance } from '../../src/model/instance.ts';
import { integrationObject } from '../support/model.ts';

const { root: ACCOUNT } = integrationObject('CUT Sample Account IO');
const [CHILD = expect.fail('an account has children')] = ACCOUNT.children;
const NAME = ACCOUNT.fieldsByName.get('Name') ?? expect.fail('an account has a name');

describe('InstanceRow', () => {
  it('gives the values of an instance; what is absent, null or empty is null', () => {
    const instance = createInstance(ACCOUNT);
    for (const value of [undefined, null, '']) {
      instance.values[NAME.ordinal] = value;
      expect(new InstanceRow(instance).value(NAME, ACCOUNT)).to.equal(null);
    }
    instance.values[NAME.ordinal] = 'Tyne';
    expect(new InstanceRow(instance).value(NAME, ACCOUNT)).to.equal('Tyne');
  });

  it('sees the values of what is above it', () => {
    const account = createInstance(ACCOUNT);
    account.values[NAME.ordinal] = 'Tyne';
    account.children[0] = [createInstance(CHILD)];
    const [child] = [...new InstanceRow(account).children(CHILD)];
    expect(child?.value(NAME, ACCOUNT)).to.equal('Tyne');
    expect(new InstanceRow(createInstance(CHILD)).value(NAME, ACCOUNT)).to.equal(null);
  });

  it('has the children of a component, or none', () => {
    const account = createInstance(ACCOUNT);
    const exists = bindCondition(parseExpression(`EXISTS([${CHILD.name}.${CHILD.fields[0]?.name}] = "1")`), {
      component: ACCOUNT,
    });
    expect(evaluateCondition(exists, { row: new InstanceRow(account), now: '2026-11-26 00:00:00' })).to.equal(false);
    account.children[0] = [createInstance(CHILD), createInstance(CHILD)];
    expect([...new InstanceRow(account).children(CHILD)]).to.have.length(2);
  });
});
