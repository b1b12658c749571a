import { expect } from 'chai';
import fc from 'fast-check';
import { SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import { CutError } from '../../src/errors/cut-error.ts';
import { bindCondition } from '../../src/expression/bind.ts';
import type { BoundCondition } from '../../src/expression/bound.ts';
import { evaluateCondition } from '../../src/expression/evaluate.ts';
import type { EvaluatedRow } from '../../src/expression/evaluation-context.ts';
import { parseExpression } from '../../src/expression/parse-expression.ts';
import type { Instance } from '../../src/model/instance.ts';
import { createDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { instanceList, type Sketch } from '../support/instances.ts';
import { integrationObject, model } from '../support/model.ts';
import { DATES, type FieldNames, NUMBERS, searchSpecs, TEXTS, TIMES } from './random-search-specs.ts';

const account = integrationObject('CUT Sample Account IO');

const FIELDS: FieldNames = {
  text: ['[Alias]', '[Description]', '[Parent Account]', '[Account.Name]', '[Account Status]', '[Good Standing]'],
  number: ['[Credit Score]', '[Credit Days]'],
  date: [],
  datetime: ['[EAI Sync Date]'],
};
const NONE: FieldNames = { text: [], number: [], date: [], datetime: [] };
const CHILDREN: readonly FieldNames[] = [
  { ...NONE, text: ['[Account Synonym.Synonym]'] },
  { ...NONE, text: ['[Related Contact.Job Title]', '[Related Contact.Role]'], date: ['[Related Contact.Start Date]'] },
  { ...NONE, number: ['[Credit Profile.Auto Approval Limit]'] },
];

const RECORDS = 60;

describe('evaluator and database', () => {
  const adapter = new SiebelAdapter(model, { queryLimit: 1000 });
  let database: TestDatabase;
  let everything: readonly Instance[];

  before(async () => {
    database = await createDatabase();
    for (let number = 0; number < RECORDS; number += 1) {
      const list = instanceList(account, record(number));
      await database.store.write((transaction) => adapter.write(transaction, list, { method: 'Upsert', stamp: STAMP }));
    }
    everything = await query('[Name] IS NOT NULL');
  });
  after(() => database.remove());

  /** With a criterion, since a condition that always holds is none. */
  const query = async (condition: string) => {
    const searchSpec = `[Account Id] IS NOT NULL AND (${condition})`;
    return (await database.store.read((reader) => adapter.query(reader, account, { searchSpec }))).roots;
  };

  it('choose the same records by any condition', async function () {
    this.timeout(60_000);
    let choices = 0;
    await fc.assert(
      fc.asyncProperty(searchSpecs(FIELDS, CHILDREN), async (searchSpec) => {
        const condition = bound(searchSpec);
        if (condition === undefined) return;
        const fitting = everything.filter(
          (instance) => evaluateCondition(condition, { row: rowOf(instance) }) === true,
        );
        expect(rowIds(await query(searchSpec))).to.deep.equal(rowIds(fitting));
        if (fitting.length > 0 && fitting.length < RECORDS) choices += 1;
      }),
      { numRuns: 1000 },
    );
    expect(choices, 'conditions that hold for some records only').to.be.above(200);
  });
});

/** Undefined for what does not fit together, such as a list value that is a function's result. */
function bound(searchSpec: string): BoundCondition | undefined {
  try {
    return bindCondition(parseExpression(searchSpec), { component: account.root, answeredBy: 'store' });
  } catch (error) {
    if (error instanceof CutError) return undefined;
    throw error;
  }
}

/** Display values are the codes in this model. */
function rowOf({ component, values, children }: Instance): EvaluatedRow {
  return {
    value: ({ ordinal }) => values[ordinal] ?? null,
    children: (child) => (children[component.children.indexOf(child)] ?? []).map(rowOf),
  };
}

function rowIds(instances: readonly Instance[]): (string | null | undefined)[] {
  return instances.map(({ component, values }) => values[component.rowId.ordinal]);
}

/** Each value in some record, and every combination of a value and none. */
function record(number: number): Sketch {
  const text = pick(TEXTS, number);
  return {
    'Integration Id': `R-${number}`,
    Name: `Record ${number}`,
    'Account Type Code': 'Customer',
    Type: 'Business',
    'Currency Code': 'EUR',
    Alias: text,
    Description: pick([...TEXTS, null, null], number * 7),
    'Credit Score': pick([...NUMBERS, null], number),
    'Credit Days': pick([...NUMBERS, null, null], number * 3),
    'EAI Sync Date': pick([...TIMES, null], number),
    'Account Status': pick(['Active', 'Inactive', 'Suspended'], number),
    'Good Standing': pick(['Y', 'N', null], number),
    ...(number % 4 === 1 && { 'Parent Account': 'Record 0' }),
    'Account Synonym': text === undefined || number % 3 === 0 ? [] : [{ Synonym: text }, { Synonym: `${text}2` }],
    ...(number % 5 !== 0 && { 'Related Contact': [contact(number)] }),
    ...(number % 2 === 0 && {
      'Credit Profile': [{ 'Credit Area': 'North', 'Auto Approval Limit': pick(NUMBERS, number) }],
    }),
  };
}

function contact(number: number): Sketch {
  return {
    'Person UId': `P-${number}`,
    'First Name': 'Ann',
    'Last Name': 'Bell',
    'Job Title': pick([...TEXTS, null], number * 5),
    'Start Date': pick([...DATES, null], number),
    ...(number % 2 === 0 && { Role: 'Site Contact' }),
  };
}

function pick<T>(values: readonly T[], number: number): T | undefined {
  return values[number % values.length];
}
