import { expect } from 'chai';
import type { AttributeStyle, SoapElement } from './soap-elements.ts';

/** What a client got: the answer, or the text of the fault. */
export interface Answered {
  readonly output?: SoapElement | undefined;
  readonly error?: string | undefined;
}

export interface ScenarioCall {
  readonly what: string;
  readonly operation: string;
  readonly input: SoapElement;
  readonly check: (answered: Answered) => void;
}

const LIST = 'ListOfCutSampleAccountIo';
const SYNONYMS = 'ListOfAccountSynonym';

/**
 * Every method of the EAI Siebel Adapter, called one after the other on three accounts; it deletes what it made, so that it can run again.
 * @param attributes how the client takes the attributes of an element
 */
export function adapterScenario(attributes: AttributeStyle): readonly ScenarioCall[] {
  const call = (method: string, input: SoapElement) => ({ operation: `CUTSampleAccount${method}`, input });
  const list = (...accounts: readonly SoapElement[]) => ({ [LIST]: { Account: [...accounts] } });
  const synonyms = (...names: readonly SoapElement[]) => ({ [SYNONYMS]: { AccountSynonym: [...names] } });
  const all = '[Name] LIKE "Interop *"';
  const named = { SearchSpec: `${all} AND [Integration Id] = "IOP-1"` };
  return [
    {
      what: 'Insert answers with status keys and what was done',
      ...call('Insert', {
        StatusObject: 'true',
        ...list(
          { ...account(1), CreditDays: '10', ...synonyms({ Synonym: 'One' }, { Synonym: 'First' }) },
          { ...account(2), CreditDays: '20' },
          { ...account(3), CreditDays: '30' },
        ),
      }),
      check: ({ output, error }) => {
        expect(error).to.equal(undefined);
        expect(output).to.include({ NumOutputObjects: '3' });
        const accounts = accountsIn(output);
        expect(accounts[0]?.AccountId).to.equal(output?.PrimaryRowId).and.not.to.equal('');
        expect(accounts.map((each) => attribute(each, 'operation'))).to.deep.equal(['insert', 'insert', 'insert']);
        expect(synonymsIn(accounts[0])).to.have.members(['One', 'First']);
      },
    },
    {
      what: 'Insert refuses what is there',
      ...call('Insert', list(account(1))),
      check: refusedWith('SBL-EAI-04383'),
    },
    {
      what: 'Query finds by search specification, in the order asked for',
      ...call('Query', { SearchSpec: `${all} AND [Credit Days] >= 20`, SortSpec: '[Name] (DESCENDING)' }),
      check: found('Interop 3', 'Interop 2'),
    },
    {
      what: 'Query finds by example, whose values are query syntax',
      ...call('Query', list({ Name: 'Interop*', CreditDays: '< 20' })),
      check: found('Interop 1'),
    },
    {
      what: 'Query shows the children that the search specification of their component lets through',
      ...call('Query', list({ Name: 'Interop 1', ...synonyms(attributes({ searchspec: '[Synonym] LIKE "F*"' })) })),
      check: ({ output, error }) => {
        expect(error).to.equal(undefined);
        expect(synonymsIn(accountsIn(output)[0])).to.deep.equal(['First']);
      },
    },
    {
      what: 'Query refuses what is no query, and says where',
      ...call('Query', { SearchSpec: '[Name] LIKE' }),
      check: refusedWith('SBL-EAI-13002'),
    },
    {
      what: 'QueryPage answers with the first page, and counts',
      ...call('QueryPage', { ...page(0), SearchSpec: all, RecordCountNeeded: 'TRUE' }),
      check: (answered) => {
        found('Interop 1', 'Interop 2')(answered);
        expect(answered.output).to.include({ NumOutputObjects: '2', LastPage: 'false', RecordCount: '3' });
      },
    },
    {
      what: 'QueryPage answers with the last page, and says so',
      ...call('QueryPage', { ...page(2), SearchSpec: all }),
      check: (answered) => {
        found('Interop 3')(answered);
        expect(answered.output).to.include({ NumOutputObjects: '1', LastPage: 'true' });
        expect(answered.output?.RecordCount ?? '').to.equal('');
      },
    },
    {
      what: 'QueryPage refuses arguments that make no sense',
      ...call('QueryPage', { SearchSpec: all, PageSize: 'ten' }),
      check: refusedWith('SBL-EAI-04388'),
    },
    {
      what: 'Update answers with what was sent',
      ...call('Update', list({ IntegrationId: 'IOP-1', ModId: '0', Alias: 'Once' })),
      check: ({ output, error }) => {
        expect(error).to.equal(undefined);
        expect(accountsIn(output)[0]).to.include({ IntegrationId: 'IOP-1', ModId: '0', Alias: 'Once' });
      },
    },
    {
      what: 'Update refuses what somebody else has changed',
      ...call('Update', list({ IntegrationId: 'IOP-1', ModId: '0', Alias: 'Twice' })),
      check: refusedWith('SBL-DAT-00523'),
    },
    {
      what: 'Update refuses what is not there',
      ...call('Update', list({ IntegrationId: 'IOP-0', Alias: 'Twice' })),
      check: refusedWith('SBL-EAI-04378'),
    },
    {
      what: 'Upsert keeps the children that are not sent',
      ...call('Upsert', { StatusObject: 'Y', ...list({ IntegrationId: 'IOP-1', ...synonyms({ Synonym: 'Uno' }) }) }),
      check: ({ output, error }) => {
        expect(error).to.equal(undefined);
        expect(output).to.include({ NumOutputObjects: '1' });
      },
    },
    {
      what: 'Query finds all of them',
      ...call('Query', named),
      check: ({ output }) => expect(synonymsIn(accountsIn(output)[0])).to.have.members(['One', 'First', 'Uno']),
    },
    {
      what: 'Synchronize deletes the children that are not sent',
      ...call('Synchronize', list({ IntegrationId: 'IOP-1', ...synonyms({ Synonym: 'One' }, { Synonym: 'Uno' }) })),
      check: ({ error }) => expect(error).to.equal(undefined),
    },
    {
      what: 'Query finds those that were sent',
      ...call('Query', named),
      check: ({ output }) => expect(synonymsIn(accountsIn(output)[0])).to.have.members(['One', 'Uno']),
    },
    {
      what: 'Execute does what each component says',
      ...call(
        'Execute',
        list({
          ...attributes({ operation: 'update' }),
          IntegrationId: 'IOP-1',
          Alias: 'Executed',
          ...synonyms(
            { ...attributes({ operation: 'delete' }), Synonym: 'One' },
            { ...attributes({ operation: 'insert' }), Synonym: 'Eins' },
          ),
        }),
      ),
      check: ({ error }) => expect(error).to.equal(undefined),
    },
    {
      what: 'Query finds what Execute did',
      ...call('Query', named),
      check: ({ output }) => {
        const [first] = accountsIn(output);
        expect(first).to.include({ Alias: 'Executed' });
        expect(synonymsIn(first)).to.have.members(['Uno', 'Eins']);
      },
    },
    {
      what: 'Execute refuses an operation that is none',
      ...call('Execute', list({ ...attributes({ operation: 'updat' }), IntegrationId: 'IOP-1' })),
      check: refusedWith('SBL-EAI-04399'),
    },
    {
      what: 'Delete deletes the objects that are sent',
      ...call('Delete', { StatusObject: 'true', ...list({ IntegrationId: 'IOP-3' }) }),
      check: ({ output, error }) => {
        expect(error).to.equal(undefined);
        const [deleted] = accountsIn(output);
        expect(deleted && attribute(deleted, 'operation')).to.equal('delete');
        expect(output?.PrimaryRowId).to.equal(deleted?.AccountId);
      },
    },
    {
      what: 'Delete passes over what is not there',
      ...call('Delete', list({ IntegrationId: 'IOP-3' })),
      check: ({ output, error }) => {
        expect(error).to.equal(undefined);
        expect(output?.PrimaryRowId ?? '').to.equal('');
      },
    },
    {
      what: 'Delete refuses what is not there, when it is told to',
      ...call('Delete', { ErrorOnNonExistingDelete: 'true', ...list({ IntegrationId: 'IOP-3' }) }),
      check: refusedWith('SBL-EAI-04378'),
    },
    {
      what: 'Delete deletes what a search specification finds',
      ...call('Delete', { SearchSpec: all }),
      check: ({ output, error }) => {
        expect(error).to.equal(undefined);
        expect(output).to.include({ NumOutputObjects: '2' });
      },
    },
    {
      what: 'Query finds nothing any more',
      ...call('Query', { SearchSpec: all }),
      check: found(),
    },
  ];
}

/** Process property `Method` and attribute `operation` of a Receive process; it deletes what it made, too. */
export function receiveScenario(attributes: AttributeStyle): readonly ScenarioCall[] {
  const receive = (input: SoapElement, accounts: SoapElement) => ({
    operation: 'CUTReceiveAccountData',
    input: { ...input, [LIST]: { Account: [accounts] } },
  });
  const done =
    (operation: string) =>
    ({ output, error }: Answered) => {
      expect(error).to.equal(undefined);
      const [first] = accountsIn(output);
      expect(first && attribute(first, 'operation')).to.equal(operation);
      expect(output?.Object_spcId).to.equal(first?.AccountId).and.not.to.equal('');
    };
  return [
    { what: 'inserts by Method', ...receive({ Method: 'Insert' }, account(9)), check: done('insert') },
    {
      what: 'refuses to insert once more',
      ...receive({ Method: 'insert' }, account(9)),
      check: refusedWith('SBL-EAI-04383'),
    },
    { what: 'upserts by default', ...receive({}, { ...account(9), Alias: 'Nine' }), check: done('update') },
    {
      what: 'takes the operation of each component',
      ...receive(
        { Method: 'Execute' },
        { ...attributes({ operation: 'Update' }), IntegrationId: 'IOP-9', Alias: 'The ninth' },
      ),
      check: done('update'),
    },
    {
      what: 'refuses a Method that is misspelt',
      ...receive({ Method: 'Deleted' }, account(9)),
      check: refusedWith('SBL-EAI-04388'),
    },
    { what: 'deletes by Method', ...receive({ Method: 'Delete' }, { IntegrationId: 'IOP-9' }), check: done('delete') },
    {
      what: 'answers with no row id when nothing was there to delete',
      ...receive({ Method: 'Delete' }, { IntegrationId: 'IOP-9' }),
      check: ({ output, error }) => {
        expect(error).to.equal(undefined);
        expect(output?.Object_spcId ?? '').to.equal('');
      },
    },
  ];
}

function account(number: number): SoapElement {
  return {
    IntegrationId: `IOP-${number}`,
    Name: `Interop ${number}`,
    AccountTypeCode: 'Customer',
    Type: 'Business',
    CurrencyCode: 'GBP',
  };
}

function page(start: number): SoapElement {
  return { PageSize: '2', StartRowNum: String(start), SortSpec: '[Name]' };
}

function found(...names: readonly string[]) {
  return ({ output, error }: Answered) => {
    expect(error).to.equal(undefined);
    expect(accountsIn(output).map(({ Name }) => Name)).to.deep.equal(names);
  };
}

function refusedWith(code: string) {
  return ({ error }: Answered) => {
    expect(error)
      .to.match(/\(SBL-[A-Z]{3}-\d{5}\)$/)
      .and.to.include(`(${code})`);
  };
}

function accountsIn(output: SoapElement | undefined): readonly SoapElement[] {
  return elementsIn(output?.[LIST], 'Account');
}

function synonymsIn(found: SoapElement | undefined): readonly unknown[] {
  return elementsIn(found?.[SYNONYMS], 'AccountSynonym').map(({ Synonym }) => Synonym);
}

function elementsIn(container: unknown, tag: string): readonly SoapElement[] {
  const elements = container !== null && typeof container === 'object' ? Reflect.get(container, tag) : undefined;
  return Array.isArray(elements) ? elements : [];
}

/** Clients give attributes as a part of the element, or under a name of their own in it. */
function attribute(element: SoapElement, name: string): unknown {
  const { attributes } = element;
  return attributes !== null && typeof attributes === 'object' ? Reflect.get(attributes, name) : element[name];
}
