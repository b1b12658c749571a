import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { MAPPINGS } from '../support/model.ts';
import { OtherProgram } from '../support/other-program.ts';
import { type PartnerServer, startPartner } from '../support/partner-server.ts';
import { BASIC, type ServiceProcess, startService } from '../support/service-process.ts';
import { until } from '../support/until.ts';

const PARTNERS = `
partners:
  - partner: billing
    receives:
      - { process: CUT Send Account Data, map: Account to Billing Customer, answer: CUT Receive Account Data }
    http: { url: { env: BILLING_URL } }
    retry: { firstPause: 50ms, longestPause: 50ms }
  - partner: archive
    receives: [CUT Send Account Data]
    http: { url: { env: ARCHIVE_URL } }
`;
const POLICIES = `
policies:
  - policy: Accounts
    process: CUT Send Account Data
    watch: [{ component: Account, fields: [Alias] }]
`;

/** What billing knows of the account that it was sent. */
const answer = (state: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:example:billing"><s:Body><CustomerUpdate><Customer currency="GBP"><Number>CRM-700104</Number><Name><Legal>Tyne Software Ltd</Legal><Short>Tyne &amp; Co</Short></Name><State>${state}</State></Customer></CustomerUpdate></s:Body></s:Envelope>`;

describe("a partner's answer that a process receives", () => {
  const directory = mkdtempSync(join(tmpdir(), 'cut-mappings-'));
  const answers: string[] = [];
  let partner: PartnerServer;
  let archive: PartnerServer;
  let service: ServiceProcess;

  before(async () => {
    cpSync(MAPPINGS, directory, { recursive: true });
    writeFileSync(join(directory, 'partners.yaml'), PARTNERS);
    writeFileSync(join(directory, 'policies.yaml'), POLICIES);
    archive = await startPartner();
    partner = await startPartner((_message, response) => {
      response.writeHead(200, { 'content-type': 'text/xml' }).end(answers.shift());
    });
    service = await startService({
      CUT_MAPPINGS: directory,
      CUT_OUTBOX_INTERVAL: '20ms',
      CUT_POLICY_INTERVAL: '20ms',
      BILLING_URL: partner.url,
      ARCHIVE_URL: archive.url,
    });
  });
  after(async () => {
    await service.stop();
    await partner.stop();
    await archive.stop();
    rmSync(directory, { recursive: true });
  });

  const call = async (operation: string): Promise<string> => {
    const response = await fetch(`${service.url}/soap`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml', authorization: BASIC },
      body: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cus="http://siebel.com/CustomUI"><e:Body><cus:${operation}_Input><cus:Object_spcId>1-2A7QK</cus:Object_spcId></cus:${operation}_Input></e:Body></e:Envelope>`,
    });
    return response.text();
  };
  const ask = (sql: string) => new OtherProgram(service.dataDirectory).ask(sql);
  const alias = async () => /<Alias>([^<]*)</.exec(await call('CUTGetAccountData'))?.[1];

  it('changes nothing when there is no document in it', async () => {
    answers.push('<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>', '');
    for (const count of [1, 2]) {
      await call('CUTSendAccountData');
      await until(() => partner.received.length === count);
    }
    expect(await alias()).to.equal('Tyne');
  });

  it('is received, mapped back; one that cannot be received counts as a refusal, and the partner is asked again', async () => {
    answers.push(answer('Q'), answer('A'));
    await call('CUTSendAccountData');
    await until(async () => (await alias()) === 'Tyne &amp; Co');
    const [, , first, second] = partner.received;
    expect(first?.messageId).to.equal(second?.messageId);
    expect(partner.received).to.have.length(4);
  });

  it('is sent on to the other partners by policies that watch what it changes, and not back', async () => {
    await until(async () => (await ask('SELECT 1 FROM CUT_CHANGE_NOTE')).length === 0);
    await until(() => archive.received.at(-1)?.body.includes('<Alias>Tyne &amp; Co</Alias>') === true);
    expect(await ask('SELECT PARTNER, count(*) FROM CUT_OUTBOX GROUP BY PARTNER ORDER BY 1')).to.deep.equal([
      ['archive', 4],
      ['billing', 3],
    ]);
    const updated =
      "SELECT u.LOGIN FROM S_ORG_EXT a JOIN S_USER u ON u.ROW_ID = a.LAST_UPD_BY WHERE a.ROW_ID = '1-2A7QK'";
    expect(await ask(updated)).to.deep.equal([['partner billing']]);
  });
});
