import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { cutAdapter } from '../commands/command-process.ts';
import { MAPPINGS } from '../support/model.ts';
import { OtherProgram } from '../support/other-program.ts';
import { type PartnerServer, type ReceivedMessage, startPartner } from '../support/partner-server.ts';
import { ADMIN, type ServiceProcess, startService } from '../support/service-process.ts';
import { until } from '../support/until.ts';

const PARTNERS = `
partners:
  - partner: billing
    receives: [CUT Send Trouble Ticket Data, CUT Send Account Data]
    logins: [BILLING]
    http: { url: { env: BILLING_URL } }
  - partner: field-service
    receives: [CUT Send Trouble Ticket Data, CUT Send Account Data]
    logins: [FIELD]
    http: { url: { env: FIELD_URL } }
`;
const POLICIES = `
policies:
  - policy: Tickets
    process: CUT Send Trouble Ticket Data
    when: '[Sub-Status] = "Dispatched"'
    hops: 4
  - policy: Accounts
    process: CUT Send Account Data
    watch:
      - { component: Account, fields: [Main Phone Number] }
      - { component: Related Contact, fields: [Last Name, Role] }
`;
const PASSWORD = 'another password for tests';

describe('workflow policies', () => {
  const mappings = mkdtempSync(join(tmpdir(), 'cut-mappings-'));
  const dataDirectory = mkdtempSync(join(tmpdir(), 'cut-service-'));
  const sql = new OtherProgram(dataDirectory);
  let billing: PartnerServer;
  let field: PartnerServer;
  let service: ServiceProcess;
  const environment = () => ({
    CUT_MAPPINGS: mappings,
    CUT_OUTBOX_INTERVAL: '50ms',
    CUT_POLICY_INTERVAL: '50ms',
    CUT_LEASE_DURATION: '1s',
    BILLING_URL: billing.url,
    FIELD_URL: field.url,
  });

  before(async () => {
    cpSync(MAPPINGS, mappings, { recursive: true });
    writeFileSync(join(mappings, 'partners.yaml'), PARTNERS);
    writeFileSync(join(mappings, 'policies.yaml'), POLICIES);
    billing = await startPartner();
    field = await startPartner();
    service = await startService(environment(), dataDirectory);
    for (const login of ['BILLING', 'FIELD']) {
      const { code, stderr } = await cutAdapter(['user', 'add', login], {
        environment: { CUT_DATA_DIR: dataDirectory },
        input: `${PASSWORD}\n`,
      });
      expect(code, stderr).to.equal(0);
    }
  });
  after(async () => {
    await service.stop();
    await billing.stop();
    await field.stop();
    rmSync(mappings, { recursive: true });
  });

  const call = async (body: string, login: string = ADMIN.name): Promise<string> => {
    const password = login === ADMIN.name ? ADMIN.password : PASSWORD;
    const response = await fetch(`${service.url}/soap`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml', authorization: `Basic ${btoa(`${login}:${password}`)}` },
      body: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cus="http://siebel.com/CustomUI"><e:Body>${body}</e:Body></e:Envelope>`,
    });
    const text = await response.text();
    expect(response.status, text).to.equal(200);
    return text;
  };
  /** Writes a ticket; its row id. */
  const receiveTicket = async (fields: string, login?: string): Promise<string> => {
    const answer = await call(
      `<cus:CUTReceiveTroubleTicketData_Input><ListOfCutSampleTroubleTicketIo xmlns="http://www.siebel.com/xml/CUT%20Sample%20Trouble%20Ticket%20IO"><ServiceRequest>${fields}</ServiceRequest></ListOfCutSampleTroubleTicketIo></cus:CUTReceiveTroubleTicketData_Input>`,
      login,
    );
    return /<Id>([^<]+)</.exec(answer)?.[1] ?? expect.fail(answer);
  };
  const metrics = async () => (await fetch(`${service.url}/metrics`)).text();
  let tickets = 0;
  const newTicket = (fields = '', login?: string) => {
    tickets += 1;
    return receiveTicket(`<SRNumber>T-${tickets}</SRNumber>${fields}`, login);
  };
  /** Until no change waits any more; by then everything that is to be sent is in the outbox. */
  const lookedAt = () => until(async () => (await sql.ask('SELECT 1 FROM CUT_CHANGE_NOTE')).length === 0);
  /** Deliveries of this object so far, by partner. */
  const deliveries = async (objectId: string): Promise<Record<string, number>> => {
    await lookedAt();
    const rows = await sql.ask(
      `SELECT PARTNER, count(*) FROM CUT_OUTBOX WHERE OBJECT_ID = '${objectId}' GROUP BY PARTNER ORDER BY 1`,
    );
    return Object.fromEntries(rows) as Record<string, number>;
  };
  const received = ({ received: all }: PartnerServer, objectId: string): readonly ReceivedMessage[] =>
    all.filter(({ body }) => body.includes(`>${objectId}<`));
  const ONE_EACH = { billing: 1, 'field-service': 1 };

  it('send nothing of the sample records', async () => {
    await lookedAt();
    expect(await sql.ask('SELECT count(*) FROM CUT_OUTBOX')).to.deep.equal([[0]]);
  });

  it('send a ticket once it is meant for the back office, and not before', async () => {
    const id = await newTicket('<SubStatus>Assigned</SubStatus>');
    expect(await deliveries(id)).to.deep.equal({});
    await receiveTicket(`<Id>${id}</Id><SubStatus>Dispatched</SubStatus>`);
    expect(await deliveries(id)).to.deep.equal(ONE_EACH);
    await until(() => received(billing, id).length > 0 && received(field, id).length > 0);
    expect(received(billing, id)[0]?.body).to.contain('<SubStatus>Dispatched</SubStatus>');
  });

  it('send what a direct UPDATE changes, once, however many statements it takes; not what is rolled back', async () => {
    const id = await newTicket();
    const other = await newTicket();
    await lookedAt();
    await sql.run(`BEGIN TRANSACTION; UPDATE S_SRV_REQ SET SR_SUB_STAT_ID = 'Dispatched' WHERE ROW_ID = '${other}'; ROLLBACK TRANSACTION;
      BEGIN TRANSACTION;
      UPDATE S_SRV_REQ SET SR_SUB_STAT_ID = 'Dispatched' WHERE ROW_ID = '${id}';
      UPDATE S_SRV_REQ SET SR_TITLE = 'No dial tone' WHERE ROW_ID = '${id}';
      INSERT INTO S_SR_ELEMENT (ROW_ID, CREATED, CREATED_BY, LAST_UPD, LAST_UPD_BY, SR_ID, NET_ELMT_NAME)
        VALUES ('X-1', CURRENT_TIMESTAMP, '0-1', CURRENT_TIMESTAMP, '0-1', '${id}', 'DSLAM 4');
      COMMIT TRANSACTION`);
    expect(await deliveries(id)).to.deep.equal(ONE_EACH);
    expect(await deliveries(other)).to.deep.equal({});
    await until(() => received(field, id).length > 0);
    expect(received(field, id)[0]?.body).to.contain('No dial tone').and.to.contain('DSLAM 4');
  });

  it('send nothing when nothing has changed', async () => {
    const id = await newTicket('<SubStatus>Dispatched</SubStatus>');
    await lookedAt();
    await receiveTicket(`<Id>${id}</Id><SubStatus>Dispatched</SubStatus>`);
    await sql.run(`UPDATE S_SRV_REQ SET SR_SUB_STAT_ID = 'Dispatched' WHERE ROW_ID = '${id}'`);
    expect(await deliveries(id)).to.deep.equal(ONE_EACH);
  });

  it('send an object for a change of what is below it, and both objects for what moves from one to the other', async () => {
    const [from, to] = [
      await newTicket('<SubStatus>Dispatched</SubStatus>'),
      await newTicket('<SubStatus>Dispatched</SubStatus>'),
    ];
    await receiveTicket(
      `<Id>${from}</Id><ListOfActivity><Activity><ActivityUID>A-${from}</ActivityUID><Type>Call</Type></Activity></ListOfActivity>`,
    );
    await lookedAt();
    const before = await deliveries(from);
    await sql.run(`UPDATE S_EVT_ACT SET COMMENTS = 'Called back' WHERE SRA_SR_ID = '${from}'`);
    expect((await deliveries(from)).billing).to.equal((before.billing ?? 0) + 1);
    expect((await deliveries(to)).billing).to.equal(1);
    await sql.run(`UPDATE S_EVT_ACT SET SRA_SR_ID = '${to}' WHERE SRA_SR_ID = '${from}'`);
    expect((await deliveries(from)).billing).to.equal((before.billing ?? 0) + 2);
    expect((await deliveries(to)).billing).to.equal(2);
  });

  it('send an object for an associated record, and look at no fields but those that they watch', async () => {
    const [[account, contact] = expect.fail()] = await sql.ask('SELECT PARTY_ID, PERSON_ID FROM S_PARTY_PER');
    await sql.run(`UPDATE S_ORG_EXT SET LOC = 'Elsewhere' WHERE ROW_ID = '${account}'`);
    await sql.run(`UPDATE S_CONTACT SET FST_NAME = 'Maud' WHERE ROW_ID = '${contact}'`);
    expect(await deliveries(String(account))).to.deep.equal({});
    await sql.run(`UPDATE S_CONTACT SET LAST_NAME = 'Ravenscroft' WHERE ROW_ID = '${contact}'`);
    expect(await deliveries(String(account))).to.deep.equal(ONE_EACH);
    await sql.run(
      `UPDATE S_PARTY_PER SET ROLE_CD = 'Deputy' WHERE PERSON_ID = '${contact}' AND PARTY_ID = '${account}'`,
    );
    expect(await deliveries(String(account))).to.deep.equal({ billing: 2, 'field-service': 2 });
  });

  it('do not send an object back to the partner that has changed it, unless somebody else has changed it too', async () => {
    const id = await newTicket('<SubStatus>Dispatched</SubStatus>', 'BILLING');
    expect(await deliveries(id)).to.deep.equal({ 'field-service': 1 });
    await receiveTicket(`<Id>${id}</Id><Severity>2-High</Severity>`, 'FIELD');
    expect(await deliveries(id)).to.deep.equal(ONE_EACH);
    await sql.run(`UPDATE S_SRV_REQ SET SR_TITLE = 'Line is noisy' WHERE ROW_ID = '${id}'`);
    expect(await deliveries(id)).to.deep.equal({ billing: 2, 'field-service': 2 });
  });

  it('send what was changed while the service was down; not what was deleted meanwhile', async () => {
    const [id, gone] = [await newTicket(), await newTicket()];
    await service.kill();
    for (const each of [id, gone])
      await sql.run(`UPDATE S_SRV_REQ SET SR_SUB_STAT_ID = 'Dispatched' WHERE ROW_ID = '${each}'`);
    await sql.run(`DELETE FROM S_SRV_REQ WHERE ROW_ID = '${gone}'`);
    service = await startService(environment(), dataDirectory);
    expect(await deliveries(id)).to.deep.equal(ONE_EACH);
    expect(await deliveries(gone)).to.deep.equal({});
    await until(() => received(billing, id).length > 0);
  });

  it('end a loop of partners that write back what they get', async () => {
    const id = await newTicket('<SubStatus>Dispatched</SubStatus>', 'BILLING');
    await until(() => received(field, id).length > 0);
    let turns = 0;
    const answers: Promise<string>[] = [];
    for (const [server, login] of [
      [billing, 'BILLING'],
      [field, 'FIELD'],
    ] as const) {
      server.behave(({ body }, response) => {
        response.writeHead(200).end();
        if (!body.includes(`>${id}<`)) return;
        turns += 1;
        answers.push(receiveTicket(`<Id>${id}</Id><Abstract>Turn ${turns} of ${login}</Abstract>`, login));
      });
    }
    await receiveTicket(`<Id>${id}</Id><Abstract>The first turn</Abstract>`, 'BILLING');
    while (!/cut_policy_objects_total\{policy="Tickets",outcome="Loop"\} 1/.test(await metrics())) await setTimeout(20);
    await Promise.all(answers);
    expect(turns).to.equal(4);
    expect(await deliveries(id)).to.deep.equal({ billing: 2, 'field-service': 3 });
    expect(await metrics()).to.match(/cut_policy_waiting_changes\{policy="Tickets"\} 0/);
    billing.behave((_message, response) => response.writeHead(200).end());
    field.behave((_message, response) => response.writeHead(200).end());
  });

  it('go with their triggers, and come with them', async () => {
    const migrate = () =>
      cutAdapter(['migrate'], { environment: { CUT_MAPPINGS: mappings, CUT_DATA_DIR: dataDirectory } });
    writeFileSync(join(mappings, 'policies.yaml'), 'policies: []\n');
    const { stdout, stderr } = await migrate();
    expect(stdout, stderr).to.match(/^DROP TRIGGER .*\bCUT_POLICY_S_SRV_REQ_U\W+$/m);
    expect(await sql.triggers()).to.deep.equal([]);
    writeFileSync(join(mappings, 'policies.yaml'), POLICIES);
    await migrate();
    const id = await newTicket('<SubStatus>Dispatched</SubStatus>');
    expect(await deliveries(id)).to.deep.equal(ONE_EACH);
  });
});
