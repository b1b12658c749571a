import { expect } from 'chai';
import { operationOfAction } from '../../src/soap/soap-action.ts';

describe('operationOfAction', () => {
  for (const [action, operation] of [
    ['"document/http://siebel.com/CustomUI:Op"', 'Op'],
    ['document/http://siebel.com/CustomUI:Op', 'Op'],
    ['rpc/http://siebel.com/CustomUI:Op', 'Op'],
    [`"'http://siebel.com/CustomUI:Op'"`, 'Op'],
    [' "http://siebel.com/asi/:Op" ', 'Op'],
    ['Op', 'Op'],
    ['document/Op', 'Op'],
    ['""', undefined],
    ['', undefined],
    ['document/http://siebel.com/CustomUI:', undefined],
    [undefined, undefined],
  ] as const) {
    it(`finds ${operation ?? 'no operation'} in ${JSON.stringify(action)}`, () => {
      expect(operationOfAction(action)).to.equal(operation);
    });
  }
});
