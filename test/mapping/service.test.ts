import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { escapeText } from '../../src/xml/escape.ts';
import { MAPPINGS } from '../support/model.ts';
import { BASIC, type ServiceProcess, startService } from '../support/service-process.ts';
import { until } from '../support/until.ts';
import { GOLDEN } from './golden-maps.ts';

const PARTNERS = `
partners:
  - partner: billing
    receives:
      - { process: CUT Send Account Data, map: Account to Billing Customer, arguments: { Currency: SEK } }
    file: { directory: billing, name: 'billing.{messageId}.xml' }
  - partner: archive
    receives: [CUT Send Account Data]
    file: { directory: archive }
`;

const customers = readFileSync(join(GOLDEN, 'cases', 'customers.xml'), 'utf8');
const input = (operation: string, content: string) => `<cus:${operation}_Input>${content}</cus:${operation}_Input>`;

describe('integration object maps in the service', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cut-mappings-'));
  let service: ServiceProcess;

  before(async () => {
    cpSync(MAPPINGS, directory, { recursive: true });
    writeFileSync(join(directory, 'partners.yaml'), PARTNERS);
    service = await startService({ CUT_MAPPINGS: directory, CUT_OUTBOX_INTERVAL: '50ms' });
  });
  after(async () => {
    await service.stop();
    rmSync(directory, { recursive: true });
  });

  const call = async (body: string): Promise<readonly [status: number, text: string]> => {
    const response = await fetch(`${service.url}/soap`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml', authorization: BASIC },
      body: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cus="http://siebel.com/CustomUI"><e:Body>${body}</e:Body></e:Envelope>`,
    });
    return [response.status, await response.text()];
  };
  const receive = (document: string) =>
    call(input('CUTReceiveAccountData', `<cus:Account_spcXML>${escapeText(document)}</cus:Account_spcXML>`));

  it("write each partner's message in its own shape, before the sender has its answer", async () => {
    const [status, answer] = await call(input('CUTSendAccountData', '<cus:Object_spcId>1-2A7QK</cus:Object_spcId>'));
    expect(status, answer).to.equal(200);
    const messageId = /Process_spcInstance_spcId>([^<]+)</.exec(answer)?.[1] ?? expect.fail(answer);
    const file = join(service.dataDirectory, 'billing', `billing.${messageId}.xml`);
    const archive = join(service.dataDirectory, 'archive');
    await until(
      () => existsSync(file) && existsSync(archive) && readdirSync(archive).some((name) => name.endsWith('.xml')),
    );
    const document = readFileSync(file, 'utf8');
    expect(document).to.contain(`<CustomerUpdate xmlns="urn:example:billing"><Header><MessageId>${messageId}<`);
    expect(document).to.contain('<Number>CRM-700104</Number>').and.to.contain('<Country>GB</Country>');
    const [archived = ''] = readdirSync(archive).filter((name) => name.endsWith('.xml'));
    expect(readFileSync(join(archive, archived), 'utf8')).to.contain('<IntegrationId>CRM-700104</IntegrationId>');
  });

  it("write nothing when a partner's map refuses: the sender is told why", async () => {
    const account = `<ListOfCutSampleAccountIo xmlns="http://www.siebel.com/xml/CUT%20Sample%20Account%20IO"><Account><IntegrationId/><AccountId>1-2A7QM</AccountId></Account></ListOfCutSampleAccountIo>`;
    const [changed, said] = await call(input('CUTReceiveAccountData', account));
    expect(changed, said).to.equal(200);
    const [status, answer] = await call(input('CUTSendAccountData', '<cus:Object_spcId>1-2A7QM</cus:Object_spcId>'));
    expect(status).to.equal(500);
    expect(answer)
      .to.contain('precondition [Integration Id] IS NOT NULL does not hold')
      .and.to.contain('SBL-EAI-04601');
  });

  it("receive a document in a partner's own shape", async () => {
    const [status, answer] = await receive(customers);
    expect(status, answer).to.equal(200);
    expect(answer).to.contain('operation="insert"');
    const [again, said] = await receive(customers.replace('<Legal>Wear<', '<Legal>Wear Ltd<'));
    expect(again, said).to.equal(200);
    const rowId = /<AccountId>([^<]+)/.exec(said)?.[1] ?? expect.fail(said);
    const [, read] = await call(input('CUTGetAccountData', `<cus:Object_spcId>${rowId}</cus:Object_spcId>`));
    expect(read).to.contain('<IntegrationId>C-1</IntegrationId>').and.to.contain('<AccountStatus>Suspended<');
    expect(read).to.contain('<City>Newcastle</City>').and.to.contain('<Country>United Kingdom</Country>');
  });

  it("refuse a document that the partner's XSD does not allow, with lines", async () => {
    const [status, answer] = await receive(readFileSync(join(GOLDEN, 'cases', 'customers-invalid.xml'), 'utf8'));
    expect(status).to.equal(500);
    expect(answer)
      .to.contain('the value of State is not of its type')
      .and.to.match(/[lL]ine>5</);
  });
});
