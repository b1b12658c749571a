import { expect } from 'chai';
import { modelLookups } from '../../src/adapter/model-lookups.ts';
import { createInstance, type Instance } from '../../src/model/instance.ts';
import { ModelError } from '../../src/model/model-error.ts';
import { compileSubscribers } from '../../src/outbound/subscriptions.ts';
import { shippedMaps } from '../mapping/golden-maps.ts';
import { integrationObject, model } from '../support/model.ts';
import { partner } from '../support/partners.ts';

const ACCOUNTS = 'CUT Send Account Data';
const ACCOUNT = integrationObject('CUT Sample Account IO');

const AT = { file: 'partners.yaml', line: 3, column: 5 };

function account(values: Readonly<Record<string, string>>): Instance {
  const root = createInstance(ACCOUNT.root);
  for (const [name, value] of Object.entries(values)) {
    const field = ACCOUNT.root.fieldsByName.get(name) ?? expect.fail(name);
    root.values[field.ordinal] = value;
  }
  return root;
}

const subscribersWith = (text: string) => {
  const partners = [partner('all', [ACCOUNTS]), partner('some', [{ process: ACCOUNTS, when: { text, at: AT } }])];
  return compileSubscribers({ ...model, partners }, modelLookups(model));
};

const conditions: readonly (readonly [text: string, roots: readonly Instance[], gets: boolean])[] = [
  ['[Account Status] = "Active"', [account({ 'Account Status': 'Active' })], true],
  ['[Account Status] = "Active"', [account({ 'Account Status': 'Inactive' })], false],
  ['[Account Status] = "Active"', [account({})], false],
  ['[Account Status] IS NULL', [account({ 'Account Status': '' })], true],
  ['[Name] LIKE "T*" AND [Type] <> "Residential"', [account({ Name: 'Tyne', Type: 'Business' })], true],
  ['[Name] = "B"', [account({ Name: 'A' }), account({ Name: 'B' })], true],
  ['[Name] = "B"', [], false],
  ['LookupValue("ACCOUNT_STATUS", [Account Status]) = "Active"', [account({ 'Account Status': 'Active' })], true],
];

describe('subscriptions', () => {
  for (const [text, roots, gets] of conditions) {
    it(`with ${text} ${gets ? 'want' : 'do not want'} ${JSON.stringify(roots.map(({ values }) => values.filter(Boolean)))}`, () => {
      const subscribers = subscribersWith(text).get(ACCOUNTS) ?? [];
      const list = { integrationObject: ACCOUNT, roots };
      const wanting = subscribers.filter(({ wants }) => wants(list)).map(({ partner: { name } }) => name);
      expect(wanting).to.deep.equal(gets ? ['all', 'some'] : ['all']);
    });
  }

  it('whose condition cannot be understood are refused, with the place', () => {
    const refused = () => subscribersWith('[Nmae] = "B"');
    expect(refused).to.throw(ModelError).with.nested.property('problems[0]').that.includes(AT);
    expect(refused).to.throw(ModelError, /is no condition over Account/);
  });

  const maps: readonly (readonly [
    what: string,
    map: string,
    process: string,
    given: [string, string][],
    says: RegExp,
  ])[] = [
    ['that is not there', 'Account to Biling', ACCOUNTS, [], /there is no integration object map/],
    [
      'of other objects',
      'Account to Billing Customer',
      'CUT Send Work Order Data',
      [],
      /maps CUT Sample Account IO, and/,
    ],
    [
      'with an argument that it has not',
      'Account to Billing Customer',
      ACCOUNTS,
      [['Curency', 'X']],
      /no argument 'Curency'/,
    ],
  ];
  for (const [what, text, process, given, says] of maps)
    it(`with a map ${what} are refused, with the place`, () => {
      const subscription = { process, map: { text, at: AT }, arguments: new Map(given) };
      const partners = [partner('mapped', [subscription])];
      const refused = () => compileSubscribers({ ...model, partners }, modelLookups(model), shippedMaps);
      expect(refused).to.throw(ModelError, says).with.nested.property('problems[0]').that.includes(AT);
    });

  it('with a map are refused where there are no maps', () => {
    const partners = [partner('mapped', [{ process: ACCOUNTS, map: { text: 'Any', at: AT } }])];
    expect(() => compileSubscribers({ ...model, partners }, modelLookups(model))).to.throw(
      ModelError,
      /no integration object map 'Any'$/,
    );
  });
});
