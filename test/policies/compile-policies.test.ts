import { expect } from 'chai';
import { modelLookups } from '../../src/adapter/model-lookups.ts';
import { createInstance } from '../../src/model/instance.ts';
import { ModelError } from '../../src/model/model-error.ts';
import type { Policy, Watch } from '../../src/model/policy.ts';
import { compilePolicies } from '../../src/policies/compile-policies.ts';
import { model } from '../support/model.ts';
import { partner } from '../support/partners.ts';

const [shipped = expect.fail()] = model.policies;
const AT = { file: 'policies.yaml', line: 4, column: 11 };

function compiled(text: string | undefined, more: Partial<Policy> = {}) {
  const { when: _, ...rest } = shipped;
  const policy = { ...rest, ...(text !== undefined && { when: { text, at: AT } }), ...more };
  const partners = [partner('all', [shipped.process.name]), partner('none', [])];
  const [only = expect.fail()] = compilePolicies({ policies: [policy], partners }, modelLookups(model));
  return only;
}

function problemsOf(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof ModelError)
      return error.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
    throw error;
  }
  return [];
}

/** The components, without the fields of these names. */
const without = (...names: readonly string[]): readonly Watch[] =>
  shipped.watches.map((watch) => ({ ...watch, columns: watch.columns.filter(({ name }) => !names.includes(name)) }));

describe('compiling workflow policies', () => {
  const { root } = shipped.process.integrationObject;
  const ticket = (status: string) => {
    const instance = createInstance(root);
    instance.values[root.fieldsByName.get('Sub-Status')?.ordinal ?? expect.fail()] = status;
    return instance;
  };

  it('finds out for which objects a condition holds, and who would get them', () => {
    const policy = compiled('[Sub-Status] = "Dispatched"');
    expect([policy.holdsFor(ticket('Dispatched')), policy.holdsFor(ticket('Assigned'))]).to.deep.equal([true, false]);
    expect([...policy.receivers]).to.deep.equal(['all']);
    expect(compiled(undefined).holdsFor(ticket('Assigned'))).to.equal(true);
  });

  const refusals: readonly (readonly [what: string, text: string, watches: readonly Watch[], problem: RegExp])[] = [
    ['that names nothing', '[Sub-State] = "x"', shipped.watches, /^4:11 is no condition over Service Request: /],
    [
      'about a field that is not watched',
      'Len([Sub-Status] + "x") > 3 AND NOT ([Severity] LIKE "1*" OR [Severity] IS NULL)',
      without('SR_SUB_STAT_ID'),
      /^4:11 asks for \[Service Request\.Sub-Status\], which the policy does not watch: that it changes would go unnoticed$/,
    ],
    [
      'about a joined field whose reference is not watched',
      'IIf([Account] = "x", "a", "b") = "a"',
      without('CST_OU_ID'),
      /asks for \[Service Request\.Account\]/,
    ],
    [
      'about a component that is not watched',
      'EXISTS ([Activity.Status] = "Done")',
      shipped.watches.filter(({ component }) => component.name !== 'Activity'),
      /asks for \[Activity\.Status\]/,
    ],
  ];
  for (const [what, text, watches, problem] of refusals) {
    it(`refuses a condition ${what}`, () => {
      const problems = problemsOf(() => compiled(text, { watches }));
      expect(problems).to.have.length(1);
      expect(problems[0]).to.match(problem);
      expect(problemsOf(() => compiled(text.replace('State', 'Status')))).to.deep.equal([]);
    });
  }

  it('does not mind conditions about what the database keeps', () => {
    expect(problemsOf(() => compiled('[Created] > "01/01/2020"'))).to.deep.equal([]);
  });

  it('refuses a process that cannot be told which record it is about', () => {
    const process = { ...shipped.process, properties: [] };
    const problems = problemsOf(() => compiled(undefined, { process, at: AT }));
    expect(problems).to.deep.equal([`4:11 '${process.name}' cannot be started for a record: it takes no Object Id`]);
  });
});
