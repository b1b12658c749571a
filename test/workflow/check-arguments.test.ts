import { expect } from 'chai';
import { CutError } from '../../src/errors/cut-error.ts';
import type { WorkflowProcess } from '../../src/model/model.ts';
import { SIEBEL_ADAPTER_METHODS } from '../../src/model/siebel-adapter-methods.ts';
import { checkArguments } from '../../src/workflow/check-arguments.ts';
import { model } from '../support/model.ts';

const process = model.processes.get('CUTGetAccountData') as WorkflowProcess;

describe('checkArguments', () => {
  const check = (input: Readonly<Record<string, string>>, inputs = SIEBEL_ADAPTER_METHODS.QueryPage.inputs) => {
    try {
      checkArguments(new Map(Object.entries(input)), inputs, process);
      return [];
    } catch (error) {
      if (!(error instanceof CutError)) throw error;
      return error.all;
    }
  };

  it('lets through what the arguments take, and what is empty', () => {
    expect(
      check({
        PageSize: '20',
        StartRowNum: '0',
        RecordCountNeeded: 'TRUE',
        NewQuery: '',
        LOVLanguageMode: 'LIC',
        OutputIntObjectName: 'CUT Sample Account IO',
        SearchSpec: 'anything at all',
      }),
    ).to.deep.equal([]);
  });

  it('refuses all that they do not take, each with what it takes', () => {
    const errors = check({
      PageSize: '0',
      RecordCountNeeded: 'maybe',
      LOVLanguageMode: 'ENU',
      OutputIntObjectName: 'CUT Sample Asset IO',
    });
    expect(errors.map(({ code }) => code)).to.deep.equal(new Array(4).fill('SBL-EAI-04388'));
    expect(errors.map(({ location }) => location)).to.have.deep.members([
      { argument: 'PageSize', value: '0' },
      { argument: 'RecordCountNeeded', value: 'maybe', allowed: ['true', 'false'] },
      { argument: 'LOVLanguageMode', value: 'ENU', allowed: ['LIC', 'LDC'] },
      { argument: 'OutputIntObjectName', value: 'CUT Sample Asset IO', allowed: ['CUT Sample Account IO'] },
    ]);
    expect(errors.map(({ message }) => message)).to.include(
      "'0' is not a value of argument PageSize; it takes a whole number from 1 on",
    );
  });

  it('quotes no more of a value than helps', () => {
    const [error] = check({ Method: 'x'.repeat(5000) }, SIEBEL_ADAPTER_METHODS['Insert or Update'].inputs);
    expect(error?.location.value).to.have.length(100);
    expect(error?.message).to.have.length.below(300);
  });
});
