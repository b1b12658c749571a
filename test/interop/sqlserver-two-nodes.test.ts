import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { cutAdapter } from '../commands/command-process.ts';
import { account, accounts } from '../feed/feed-service.ts';
import { MAPPINGS } from '../support/model.ts';
import { accepts, type PartnerServer, startPartner } from '../support/partner-server.ts';
import { BASIC, type ServiceProcess, startService } from '../support/service-process.ts';
import { describeOnSqlServer, type TestSchema, testSchema } from '../support/sqlserver.ts';
import { until } from '../support/until.ts';

const PARTNERS = `
partners:
  - partner: billing
    receives: [CUT Send Account Data]
    http: { url: { env: BILLING_URL } }
    concurrency: 4
    retry: { refusals: 1000, firstPause: 100ms, longestPause: 500ms }
  - partner: field-service
    receives: [CUT Send Trouble Ticket Data]
    http: { url: { env: FIELD_URL } }
`;
const POLICIES = `
policies:
  - { policy: Tickets, process: CUT Send Trouble Ticket Data }
`;
/** Each node runs in one. */
const ZONES = ['Pacific/Apia', 'America/St_Johns'];
const OBJECTS = 16;
const VERSIONS = 2;
const FED = 1500;
/** Two services, a killed one among them, and a server on one machine; in milliseconds. */
const PATIENCE = 180_000;
const PASSWORD = 'another password for tests';

/** Each answers calls by two threads. Both have the data directory on a disk that they share, so that either can go on with a feed. */
describeOnSqlServer('two nodes on one database', function () {
  this.timeout(3 * PATIENCE);
  const mappings = mkdtempSync(join(tmpdir(), 'cut-mappings-'));
  const dataDirectory = mkdtempSync(join(tmpdir(), 'cut-service-'));
  let schema: TestSchema;
  let billing: PartnerServer;
  let field: PartnerServer;
  const nodes: ServiceProcess[] = [];
  const startNode = (index: number) =>
    startService(
      {
        CUT_DATABASE_URL: schema.url,
        CUT_MAPPINGS: mappings,
        CUT_THREADS: '2',
        CUT_LEASE_DURATION: '2s',
        CUT_OUTBOX_INTERVAL: '50ms',
        CUT_POLICY_INTERVAL: '50ms',
        BILLING_URL: billing.url,
        FIELD_URL: field.url,
        TZ: ZONES[index] ?? '',
      },
      dataDirectory,
    );
  /** Kills one and starts another one in its place. */
  const replace = async (index: number): Promise<void> => {
    await nodes[index]?.kill();
    nodes[index] = await startNode(index);
  };

  before(async () => {
    cpSync(MAPPINGS, mappings, { recursive: true });
    writeFileSync(join(mappings, 'partners.yaml'), PARTNERS);
    writeFileSync(join(mappings, 'policies.yaml'), POLICIES);
    schema = testSchema();
    billing = await startPartner();
    field = await startPartner();
    nodes.push(...(await Promise.all(ZONES.map((_, index) => startNode(index)))));
  });
  after(async () => {
    for (const node of nodes) await node.stop();
    await billing.stop();
    await field.stop();
    await schema.remove();
    rmSync(mappings, { recursive: true });
  });

  const post = (node: number, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
    fetch(`${nodes[node % nodes.length]?.url}/soap`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml', authorization: BASIC, ...headers },
      body: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cus="http://siebel.com/CustomUI"><e:Body>${body}</e:Body></e:Envelope>`,
    });
  const call = async (node: number, body: string, headers: Readonly<Record<string, string>> = {}): Promise<string> => {
    const response = await post(node, body, headers);
    const text = await response.text();
    expect(response.status, text).to.equal(200);
    return text;
  };
  const receive = async (node: number, name: string, phone: string, headers = {}): Promise<string> => {
    const answer = await call(
      node,
      `<cus:CUTReceiveAccountData_Input><ListOfCutSampleAccountIo xmlns="http://www.siebel.com/xml/CUT%20Sample%20Account%20IO"><Account><IntegrationId>${name}</IntegrationId><Name>${name}</Name><Location>HQ</Location><AccountTypeCode>Customer</AccountTypeCode><Type>Residential</Type><CurrencyCode>GBP</CurrencyCode><MainPhoneNumber>0191 ${phone}</MainPhoneNumber></Account></ListOfCutSampleAccountIo></cus:CUTReceiveAccountData_Input>`,
      headers,
    );
    return /<(?:\w+:)?Object_spcId>([^<]+)</.exec(answer)?.[1] ?? expect.fail(answer);
  };
  const getByName = (name: string) =>
    `<cus:CUTGetAccountData_Input><ListOfCutSampleAccountIo xmlns="http://www.siebel.com/xml/CUT%20Sample%20Account%20IO"><Account><IntegrationId>${name}</IntegrationId></Account></ListOfCutSampleAccountIo></cus:CUTGetAccountData_Input>`;
  /** Changes accounts and sends them by both nodes in turn; the ids of the messages. */
  const sendAll = async (prefix: string): Promise<readonly string[]> => {
    const sent = await Promise.all(
      Array.from({ length: OBJECTS }, async (_, object) => {
        const ids: string[] = [];
        for (let version = 1; version <= VERSIONS; version += 1) {
          const rowId = await receive(object + version, `${prefix} ${object}`, String(version));
          const answer = await call(
            object + version + 1,
            `<cus:CUTSendAccountData_Input><cus:Object_spcId>${rowId}</cus:Object_spcId></cus:CUTSendAccountData_Input>`,
          );
          ids.push(/Process_spcInstance_spcId>([^<]+)</.exec(answer)?.[1] ?? expect.fail(answer));
        }
        return ids;
      }),
    );
    return sent.flat();
  };
  const arrived = () => billing.received.map(({ messageId }) => messageId);
  const haveArrived = (sent: readonly string[]) => sent.every((id) => arrived().includes(id));

  it('give different ROW_IDs to what they insert at the same time', async () => {
    const ids = await Promise.all(Array.from({ length: 60 }, (_, index) => receive(index, `Row ${index}`, '1')));
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it('write one account when both get it at the same time', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, (_, index) => receive(index, 'Twin', String(index))));
    expect(new Set(ids).size).to.equal(1);
  });

  it('do a message once that comes to both with the same id', async () => {
    const headers = { 'idempotency-key': 'order-17' };
    const copies = Array.from({ length: 10 }, (_, index) => receive(index, 'Once', '1', headers));
    expect(new Set(await Promise.all(copies)).size).to.equal(1);
    await receive(0, 'Once', '2');
    await receive(1, 'Once', '1', headers);
    expect(await call(1, getByName('Once'))).to.contain('<MainPhoneNumber>0191 2</MainPhoneNumber>');
  });

  it('know the same users, and notice both when one is disabled', async () => {
    const environment = { CUT_DATA_DIR: dataDirectory, CUT_DATABASE_URL: schema.url };
    const added = await cutAdapter(['user', 'add', 'JDOE'], { environment, input: `${PASSWORD}\n` });
    expect(added.code, added.stderr).to.equal(0);
    const authorization = `Basic ${btoa(`JDOE:${PASSWORD}`)}`;
    const statuses = () =>
      Promise.all(nodes.map(async (_, node) => (await post(node, getByName('Once'), { authorization })).status));
    expect(await statuses()).to.deep.equal([200, 200]);
    await cutAdapter(['user', 'disable', 'JDOE'], { environment });
    await until(async () => (await statuses()).every((status) => status === 500));
  });

  it('deliver each message once, in the order of each object', async () => {
    const sent = await sendAll('Quiet');
    await until(() => haveArrived(sent), PATIENCE);
    expect(arrived().toSorted()).to.deep.equal(sent.toSorted());
    expectOrder(billing, 'Quiet');
  });

  it('send an object once whose change both nodes see', async () => {
    const ids = await Promise.all(
      Array.from({ length: OBJECTS }, async (_, index) => {
        const answer = await call(
          index,
          `<cus:CUTReceiveTroubleTicketData_Input><ListOfCutSampleTroubleTicketIo xmlns="http://www.siebel.com/xml/CUT%20Sample%20Trouble%20Ticket%20IO"><ServiceRequest><SRNumber>Two-${index}</SRNumber></ServiceRequest></ListOfCutSampleTroubleTicketIo></cus:CUTReceiveTroubleTicketData_Input>`,
        );
        return /<Id>([^<]+)</.exec(answer)?.[1] ?? expect.fail(answer);
      }),
    );
    const sent = () => field.received.map(({ body }) => ids.find((id) => body.includes(`<Id>${id}<`)));
    await until(() => ids.every((id) => sent().includes(id)));
    await until(async () => (await schema.ask(`SELECT 1 FROM [${schema.name}].[CUT_CHANGE_NOTE]`)).length === 0);
    expect(sent().toSorted()).to.deep.equal(ids.toSorted());
  });

  it('lose no delivery, and keep the order, when either is killed', async () => {
    billing.behave((message, response) => setTimeout(() => accepts(message, response), 30));
    const sent = await sendAll('Loud');
    for (const node of [0, 1]) {
      const before = arrived().length;
      await until(() => arrived().length > before || haveArrived(sent), PATIENCE);
      await replace(node);
    }
    await until(() => haveArrived(sent), PATIENCE);
    expectOrder(billing, 'Loud');
  });

  it('write each object of a feed once, though the node that writes it is killed', async () => {
    const feed = accounts(...Array.from({ length: FED }, (_, index) => account(`F${index}`)));
    const headers = { authorization: BASIC, accept: 'application/json', 'content-type': 'application/xml' };
    const sent = await fetch(`${nodes[0]?.url}/feeds?id=shared`, { method: 'POST', body: feed, headers });
    expect(sent.status).to.equal(202);
    const report = async () =>
      (await (await fetch(`${nodes[1]?.url}/feeds/shared`, { headers })).json()) as Record<string, unknown>;
    await until(async () => Number((await report()).objects) > 0, PATIENCE);
    // Either may have taken it.
    const [[holder = ''] = []] = await schema.ask(`SELECT [HOLDER] FROM [${schema.name}].[CUT_FEED]`);
    const worker = nodes.findIndex(({ pid }) => String(holder).split('/')[1] === String(pid));
    expect(worker).to.be.within(0, 1);
    await replace(worker);
    await until(async () => (await report()).status === 'Finished', PATIENCE);
    expect(await report()).to.include({ objects: FED, rejected: 0 });
    expect(await report()).to.have.nested.property('components[0].inserted', FED);
  });
});

/** No older version of an account came after a newer one. */
function expectOrder({ received }: PartnerServer, prefix: string): void {
  const versions = new Map<string, number[]>();
  for (const { body } of received) {
    const name = /<Name>([^<]+)</.exec(body)?.[1] ?? '';
    if (!name.startsWith(prefix)) continue;
    versions.set(name, [...(versions.get(name) ?? []), Number(/<MainPhoneNumber>0191 (\d+)</.exec(body)?.[1])]);
  }
  expect(versions.size).to.equal(OBJECTS);
  for (const [name, came] of versions) expect(came, name).to.deep.equal(came.toSorted());
}
