import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { OUTBOX_SERVICE } from '../../src/model/business-services.ts';
import type { WorkflowProcess } from '../../src/model/model.ts';
import { MAPPINGS, model } from '../support/model.ts';
import { type PartnerServer, startPartner } from '../support/partner-server.ts';
import { loadSampleData } from '../support/sample-data.ts';
import { ADMIN, BASIC, type ServiceProcess, startService } from '../support/service-process.ts';
import { until } from '../support/until.ts';

const TICKETS = 'CUT Send Trouble Ticket Data';
const sends = [...model.processes.values()].filter(({ steps }) =>
  steps.some(({ service }) => service === OUTBOX_SERVICE),
);

/** Billing gets only those tickets that are dispatched. */
const PARTNERS = `
partners:
  - partner: archive
    receives: [${sends.map(({ name }) => name).join(', ')}]
    file: { directory: archive, name: '{process}.{messageId}.xml' }
  - partner: billing
    receives:
      - { process: ${TICKETS}, when: '[Sub-Status] = "Dispatched"' }
${sends
  .filter(({ name }) => name !== TICKETS)
  .map(({ name }) => `      - ${name}\n`)
  .join('')}    http: { url: { env: BILLING_URL }, contentType: application/xml }
  - partner: subsidiary
    receives: [CUT Send Account Data]
    soap:
      wsdl: subsidiary/wsdl/account.wsdl
      operation: CUTReceiveAccountData
      url: { env: SUBSIDIARY_URL }
      usernameToken: { user: ${ADMIN.name}, password: { env: SUBSIDIARY_PASSWORD } }
`;

const { documents } = loadSampleData();

/** ROW_ID of a sample record that the process can send. */
function sampleId({ integrationObject }: WorkflowProcess): string {
  const rowId = integrationObject.root.fields.find(({ name }) => /^(.* )?Id$/.test(name)) ?? expect.fail();
  const roots = documents.flatMap((list) => (list.integrationObject.name === integrationObject.name ? list.roots : []));
  return roots[0]?.values[rowId.ordinal] ?? expect.fail(`a sample of ${integrationObject.name}`);
}

describe('the Send processes', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cut-mappings-'));
  let partner: PartnerServer;
  /** Another service of this kind, with its own database. */
  let subsidiary: ServiceProcess;
  let service: ServiceProcess;

  before(async () => {
    cpSync(MAPPINGS, directory, { recursive: true });
    writeFileSync(join(directory, 'partners.yaml'), PARTNERS);
    partner = await startPartner();
    subsidiary = await startService();
    for (const room of ['wsdl', 'xsd'])
      cpSync(join(MAPPINGS, '..', room), join(directory, 'subsidiary', room), { recursive: true });
    service = await startService({
      CUT_MAPPINGS: directory,
      CUT_OUTBOX_INTERVAL: '50ms',
      BILLING_URL: partner.url,
      SUBSIDIARY_URL: `${subsidiary.url}/soap/account`,
      SUBSIDIARY_PASSWORD: ADMIN.password,
    });
  });
  after(async () => {
    await service.stop();
    await subsidiary.stop();
    await partner.stop();
    rmSync(directory, { recursive: true });
  });

  const call = async (body: string, { url } = service): Promise<string> => {
    const response = await fetch(`${url}/soap`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml', authorization: BASIC },
      body: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cus="http://siebel.com/CustomUI"><e:Body>${body}</e:Body></e:Envelope>`,
    });
    const text = await response.text();
    expect(response.status, text).to.equal(200);
    return text;
  };
  /** The id of the message. */
  const send = async (process: WorkflowProcess): Promise<string> => {
    const { operation } = process;
    const answer = await call(
      `<cus:${operation}_Input><cus:Object_spcId>${sampleId(process)}</cus:Object_spcId></cus:${operation}_Input>`,
    );
    return /Process_spcInstance_spcId>([^<]+)</.exec(answer)?.[1] ?? expect.fail(answer);
  };
  const inArchive = (messageId: string) => {
    const files = join(service.dataDirectory, 'archive');
    return existsSync(files) && readdirSync(files).some((name) => name.endsWith(`.${messageId}.xml`));
  };
  const atBilling = (messageId: string) => partner.received.filter((message) => message.messageId === messageId);

  it('are six', () => expect(sends).to.have.length(6));

  for (const process of sends.filter(({ name }) => name !== TICKETS)) {
    it(`${process.name} delivers to both partners, each in its own way`, async () => {
      const messageId = await send(process);
      await until(() => inArchive(messageId) && atBilling(messageId).length > 0);
      const [{ body, headers } = expect.fail()] = atBilling(messageId);
      expect(body).to.contain(`MessageId="${messageId}"`).and.to.contain(`<${process.integrationObject.root.tag}>`);
      expect(headers['content-type']).to.equal('application/xml');
    });
  }

  it('an account that was changed goes by SOAP into another service of this kind', async () => {
    const process = sends.find(({ operation }) => operation === 'CUTSendAccountData') ?? expect.fail();
    const rowId = sampleId(process);
    const receive = (phone: string) =>
      `<cus:CUTReceiveAccountData_Input><ListOfCutSampleAccountIo xmlns="http://www.siebel.com/xml/CUT%20Sample%20Account%20IO"><Account><AccountId>${rowId}</AccountId><MainPhoneNumber>${phone}</MainPhoneNumber></Account></ListOfCutSampleAccountIo></cus:CUTReceiveAccountData_Input>`;
    const get = `<cus:CUTGetAccountData_Input><cus:Object_spcId>${rowId}</cus:Object_spcId></cus:CUTGetAccountData_Input>`;
    // a message carries Mod Id, and is refused where that differs: both have had one change
    await call(receive('0191 498 0100'), subsidiary);
    await call(receive('0191 498 0199'));
    await send(process);
    await until(async () => (await call(get, subsidiary)).includes('0191 498 0199'));
  });

  it(`${TICKETS} delivers a ticket to the partner that it is meant for, as soon as it is`, async () => {
    const process = sends.find(({ name }) => name === TICKETS) ?? expect.fail();
    const before = await send(process);
    await until(() => inArchive(before));
    await call(
      `<cus:CUTReceiveTroubleTicketData_Input><ListOfCutSampleTroubleTicketIo xmlns="http://www.siebel.com/xml/CUT%20Sample%20Trouble%20Ticket%20IO"><ServiceRequest><Id>${sampleId(process)}</Id><SubStatus>Dispatched</SubStatus></ServiceRequest></ListOfCutSampleTroubleTicketIo></cus:CUTReceiveTroubleTicketData_Input>`,
    );
    const meant = await send(process);
    await until(() => inArchive(meant) && atBilling(meant).length > 0);
    expect(atBilling(before)).to.deep.equal([]);
    expect(atBilling(meant)[0]?.body).to.contain('<SubStatus>Dispatched</SubStatus>');
  });
});
