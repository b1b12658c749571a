import { expect } from 'chai';
import { LateValidator, ValidatorMissing } from '../../src/xml/late-validator.ts';
import type { SchemaProblem } from '../../src/xml/schema-problem.ts';

describe('a validator that is loaded when it is needed', () => {
  const problem: SchemaProblem = { line: 3, element: 'Name', kind: 'value', text: 'it is too long' };

  it('says how to load it to whoever needs it first, and validates from then on', async () => {
    let made = 0;
    const validator = new LateValidator(async () => {
      made += 1;
      return { validate: (objectName, document) => (document === `<${objectName}/>` ? [] : [problem]) };
    });
    const missing = missingOf(validator);
    expect(made).to.equal(0);
    await missing.load();
    await missing.load();
    expect(made).to.equal(1);
    expect(validator.validate('Account', '<Account/>')).to.deep.equal([]);
    expect(validator.validate('Account', '<Order/>')).to.deep.equal([problem]);
  });

  it('can be loaded later when that has failed once', async () => {
    let isBroken = true;
    const validator = new LateValidator(async () => {
      if (isBroken) throw new Error('no memory');
      return { validate: () => [] };
    });
    expect(await missingOf(validator).load().catch(String)).to.match(/no memory/);
    isBroken = false;
    await missingOf(validator).load();
    expect(validator.validate('Account', '<Account/>')).to.deep.equal([]);
  });
});

function missingOf(validator: LateValidator): ValidatorMissing {
  try {
    validator.validate('Account', '<Account/>');
  } catch (error) {
    if (error instanceof ValidatorMissing) return error;
    throw error;
  }
  return expect.fail('it was there');
}
