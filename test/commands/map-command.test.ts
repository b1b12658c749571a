import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { GOLDEN } from '../mapping/golden-maps.ts';
import { MAPPINGS } from '../support/model.ts';
import { cutAdapterAll, type Ended } from './command-process.ts';

const TO_BILLING = 'Account to Billing Customer';
const ACCOUNTS = join(GOLDEN, 'cases', 'accounts.xml');
const CUSTOMERS = join(GOLDEN, 'cases', 'customers.xml');

/** Mapping files with maps that have an argument without a default. */
const OTHERS = mkdtempSync(join(tmpdir(), 'cut-mappings-'));
const BACK_OFFICES = join(import.meta.dirname, '..', 'fixtures', 'back-offices');

const refusals: readonly (readonly [args: readonly string[], says: RegExp])[] = [
  [['map', 'Account to Biling Customer', ACCOUNTS], /there is no integration object map .*did you mean/],
  [['map', TO_BILLING, 'nothing.xml'], /nothing\.xml cannot be read \(ENOENT\)/],
  [['map', TO_BILLING, CUSTOMERS], /customers\.xml:1: .*SBL-/],
  [['map', TO_BILLING, join(GOLDEN, 'cases', 'accounts-refused.xml')], /accounts-refused\.xml:7: .*Atlantis/],
  [['map', TO_BILLING, ACCOUNTS, '--argument', 'Curency=X'], /no argument Curency; it has Message Id, Currency/],
  [['map', TO_BILLING, ACCOUNTS, '--argument', 'Currency'], /Currency is no <name>=<value>/],
  [['map', 'Billing Customer to Account', CUSTOMERS, '--argument', 'A=1'], /has no argument A; it has none/],
  [
    ['map', 'Account to Desk', ACCOUNTS, '--mappings', OTHERS],
    /Account to Desk has arguments without a default: add --argument "Message Id=<value>"/,
  ],
  [
    ['map', 'Billing Customer to Account', ACCOUNTS],
    /the document element is ListOfCutSampleAccountIo, not CustomerUpdate/,
  ],
];

describe('cut-adapter map', () => {
  let mapped: Ended | undefined;
  let rules: Ended | undefined;
  let back: Ended | undefined;
  let refused: readonly Ended[];
  before(async () => {
    cpSync(MAPPINGS, OTHERS, { recursive: true });
    for (const room of ['maps', 'external']) cpSync(join(BACK_OFFICES, room), join(OTHERS, room), { recursive: true });
    const ended = await cutAdapterAll([
      ['map', TO_BILLING, ACCOUNTS, '--argument', 'Currency=S=K', 'Message Id=1-9'],
      ['map', TO_BILLING, ACCOUNTS, '--rules'],
      ['map', 'Billing Customer to Account', CUSTOMERS, '--date-format', 'iso'],
      ...refusals.map(([args]) => args),
    ]);
    [mapped, rules, back] = ended;
    refused = ended.slice(3);
  });

  after(() => rmSync(OTHERS, { recursive: true }));

  it('prints what the map makes of a file, with map arguments', () => {
    expect(mapped).to.include({ code: 0, stderr: '' });
    expect(mapped?.stdout).to.match(/^<\?xml [^\n]*\n<CustomerUpdate /);
    expect(mapped?.stdout).to.contain('currency="S=K"').and.to.contain('<MessageId>1-9</MessageId>');
  });

  it('prints each field with the rule that made it, on request', () => {
    expect(rules).to.include({ code: 0, stderr: '' });
    expect(rules?.stdout).to.match(
      /CustomerUpdate\[1\]\/Customer\[1\]\n {2}Number = "A-1"\n {6}by \[Integration Id\]\n {6}\(.*account-to-billing-customer\.yaml:\d+; of Account, line 2\)/,
    );
  });

  it("maps a document in a partner's own shape", () => {
    expect(back).to.include({ code: 0, stderr: '' });
    expect(back?.stdout).to.contain('<IntegrationId>C-2</IntegrationId>');
  });

  for (const [index, [args, says]] of refusals.entries())
    it(`says why it cannot: ${says.source}`, () => {
      expect(refused[index], args.join(' ')).to.include({ code: 1, stdout: '' });
      expect(refused[index]?.stderr)
        .to.match(says)
        .and.not.match(/^ +at /m);
    });
});
