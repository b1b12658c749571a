import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { OUTBOX_SERVICE } from '../../src/model/business-services.ts';
import type { WorkflowProcess } from '../../src/model/model.ts';
import { MAPPINGS, model } from '../support/model.ts';
import { type PartnerServer, startPartner } from '../support/partner-server.ts';
import { loadSampleData } from '../support/sample-data.ts';
import { ADMIN, BASIC, type ServiceProcess, startService } from '../support/service-process.ts';
import { type SoapService, startSoapService } from '../support/soap-service.ts';
import { until } from '../support/until.ts';

/** Partners, their shapes and the maps to these. */
const BACK_OFFICES = join(import.meta.dirname, '..', 'fixtures', 'back-offices');

/** What the notification of the desk (by SOAP) holds, and the record of the ledger (by HTTP), for the first sample record of each process. */
const EXPECTED: Readonly<Record<string, readonly [desk: string, ledger: string]>> = {
  'CUT Send Account Data': [
    '<Customer number="CRM-700104"><Name>Tyne Software Ltd</Name><State>A</State><Contact since="2004-01-12"><Name>Maya Okonkwo</Name><Phone>0191 498 0172</Phone></Contact></Customer>',
    '<record kind="account" key="700-104-33"><value name="name">Tyne Software Ltd</value><value name="address">14 Quayside, Newcastle</value></record>',
  ],
  'CUT Send Service Profile Data': [
    '<Installation number="1-3F0B2"><Product>Business Mobile Bundle</Product><Item><Product>Mobile Handset</Product><Serial>350101238812345</Serial></Item><Item><Product>Voice Plan</Product></Item><Item><Product>Voice Mail</Product></Item></Installation>',
    '<record kind="profile" key="1-3F0B2"><value name="monthly">34.50</value><value name="once">149.00</value></record>',
  ],
  'CUT Send Sales Order Data': [
    '<Order number="1-128734921"><Placed>2004-02-20T10:05:00</Placed><Line quantity="1">Add Business Mobile Bundle</Line><Line quantity="1">Add Mobile Handset</Line><Line quantity="1">Add Voice Mail</Line></Order>',
    '<record kind="order" key="1-128734921"><value name="total">151.50 GBP</value><value name="line">Mobile Handset: 149.00</value><value name="line">Voice Mail: 2.50</value></record>',
  ],
  'CUT Send Work Order Data': [
    '<Job number="WO-55012"><Due>2004-02-26T17:00:00</Due><Task done="true"><What>Provision SIM</What></Task><Task done="false"><What>Ship handset</What></Task></Job>',
    '<record kind="work" key="WO-55012"><value name="provider">Northern Wireless</value></record>',
  ],
  'CUT Send Trouble Ticket Data': [
    '<Case number="1-88214000"><Severity>1</Severity><Title>Cell outage, Newcastle Quayside</Title><Opened>2004-03-02T06:15:00</Opened></Case>',
    '<record kind="ticket" key="1-88214000"><value name="sub-status">In Process</value></record>',
  ],
  'CUT Send Phone Number Data': [
    '<PhoneNumber number="+441914980172" free="false"><Attribute name="Area Code">191</Attribute><Attribute name="Number Type">Voice</Attribute></PhoneNumber>',
    '<record kind="number" key="0191 498 0172"><value name="holder">Tyne – Newcastle</value></record>',
  ],
};

const TICKETS = 'CUT Send Trouble Ticket Data';
const sends = [...model.processes.values()].filter(({ steps }) =>
  steps.some(({ service }) => service === OUTBOX_SERVICE),
);

const { documents } = loadSampleData();

/** ROW_ID of a sample record that the process can send. */
function sampleId({ integrationObject }: WorkflowProcess): string {
  const rowId = integrationObject.root.fields.find(({ name }) => /^(.* )?Id$/.test(name)) ?? expect.fail();
  const roots = documents.flatMap((list) => (list.integrationObject.name === integrationObject.name ? list.roots : []));
  return roots[0]?.values[rowId.ordinal] ?? expect.fail(`a sample of ${integrationObject.name}`);
}

/** @throws XmlLibError when the document is not valid by the partner's own XSD */
function validate(document: string, schema: string): void {
  using source = XmlDocument.fromBuffer(readFileSync(join(BACK_OFFICES, 'external', schema)));
  using validator = XsdValidator.fromDoc(source);
  using parsed = XmlDocument.fromString(document);
  validator.validate(parsed);
}

describe('the Send processes', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cut-mappings-'));
  let desk: SoapService;
  let ledger: PartnerServer;
  let dispatch: PartnerServer;
  /** Another service of this kind, with its own database. */
  let subsidiary: ServiceProcess;
  let service: ServiceProcess;

  before(async () => {
    for (const mappings of [MAPPINGS, BACK_OFFICES]) cpSync(mappings, directory, { recursive: true });
    for (const room of ['wsdl', 'xsd'])
      cpSync(join(MAPPINGS, '..', room), join(directory, 'subsidiary', room), { recursive: true });
    const Notify = () => ({ Reference: 'D-1' });
    [desk, ledger, dispatch, subsidiary] = await Promise.all([
      startSoapService({ wsdl: join(BACK_OFFICES, 'desk.wsdl'), services: { Desk: { Desk: { Notify } } } }),
      startPartner(),
      startPartner(),
      startService(),
    ]);
    service = await startService({
      CUT_MAPPINGS: directory,
      CUT_OUTBOX_INTERVAL: '50ms',
      DESK_URL: desk.url,
      LEDGER_URL: ledger.url,
      DISPATCH_URL: dispatch.url,
      SUBSIDIARY_URL: `${subsidiary.url}/soap/account`,
      SUBSIDIARY_PASSWORD: ADMIN.password,
    });
  });
  after(async () => {
    await Promise.all([service, subsidiary, desk, ledger, dispatch].map((each) => each.stop()));
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
  /** What stands in the SOAP body that the desk got. */
  const atDesk = (messageId: string) => {
    const envelope = desk.envelopes.find((each) => each.includes(`message="${messageId}"`));
    return envelope && /<soap:Body>(.*)<\/soap:Body>/s.exec(envelope)?.[1];
  };
  const at = ({ received }: PartnerServer, messageId: string) => received.find((each) => each.messageId === messageId);
  const inArchive = (messageId: string) => {
    const files = join(service.dataDirectory, 'archive');
    return existsSync(files) && readdirSync(files).some((name) => name.endsWith(`.${messageId}.xml`));
  };

  it('are six', () => expect(sends.map(({ name }) => name)).to.have.members(Object.keys(EXPECTED)));

  for (const process of sends) {
    it(`${process.name} delivers to two partners, to each in its own shape and its own way`, async () => {
      const messageId = await send(process);
      await until(() => atDesk(messageId) !== undefined && at(ledger, messageId) !== undefined);
      const notification = atDesk(messageId) ?? '';
      const { body: record, headers } = at(ledger, messageId) ?? expect.fail();
      validate(notification, 'desk.xsd');
      validate(record, 'ledger.xsd');
      const [thing, entry] = EXPECTED[process.name] ?? expect.fail();
      expect(notification).to.equal(
        `<Notification xmlns="urn:example:desk" message="${messageId}">${thing}</Notification>`,
      );
      expect(record).to.equal(`<?xml version="1.0" encoding="UTF-8"?>\n${entry}\n`);
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
    await until(() => inArchive(meant) && at(dispatch, meant) !== undefined);
    expect(at(dispatch, before)).to.equal(undefined);
    expect(at(dispatch, meant)?.body).to.contain('<SubStatus>Dispatched</SubStatus>');
  });
});
