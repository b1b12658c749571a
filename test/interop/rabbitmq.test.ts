import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { AccountHistory } from '../support/account-history.ts';
import { MAPPINGS } from '../support/model.ts';
import { noRabbitMq, type RabbitMq, startRabbitMq } from '../support/rabbitmq.ts';
import { BASIC, type ServiceProcess, startService } from '../support/service-process.ts';

const OBJECTS = 20;
const VERSIONS = 3;

const PARTNERS = `
partners:
  - partner: billing
    receives: [CUT Send Account Data]
    amqp:
      url: { env: BROKER_URL }
      address: /queue/billing.accounts
      sasl: { user: guest, password: { env: BROKER_PASSWORD } }
    concurrency: 8
    retry: { firstPause: 100ms, longestPause: 500ms }
    breaker: { firstPause: 100ms, longestPause: 500ms }
queues:
  - queue: accounts
    process: CUT Receive Account Data
    user: SADMIN
    amqp:
      url: { env: BROKER_URL }
      address: /queue/accounts
      deadLetters: /queue/accounts.dead
      sasl: { user: guest, password: { env: BROKER_PASSWORD } }
    concurrency: 8
    tries: 30
    retry: { firstPause: 50ms, longestPause: 200ms }
`;
const GROUPS = 8;
const MESSAGES = 15;
const groups = Array.from({ length: GROUPS }, (_, group) => `In ${group}`);

describe('RabbitMQ, by its AMQP 1.0 plugin', () => {
  let broker: RabbitMq;
  let service: ServiceProcess | undefined;
  let mappings: string;

  before(async function () {
    this.timeout(300_000);
    if (noRabbitMq !== undefined) {
      console.log(`      ${noRabbitMq}; not tried`);
      this.skip();
    }
    mappings = mkdtempSync(join(tmpdir(), 'cut-mappings-'));
    cpSync(MAPPINGS, mappings, { recursive: true });
    writeFileSync(join(mappings, 'partners.yaml'), PARTNERS);
    broker = await startRabbitMq();
    service = await start();
  });
  const start = (directory?: string) =>
    startService(
      {
        CUT_MAPPINGS: mappings,
        CUT_LOG_LEVEL: 'error',
        CUT_LEASE_DURATION: '1s',
        CUT_OUTBOX_INTERVAL: '100ms',
        BROKER_URL: broker.url,
        BROKER_PASSWORD: 'guest',
      },
      directory,
    );
  after(async function () {
    this.timeout(120_000);
    await service?.stop();
    await broker?.stop();
    if (mappings !== undefined) rmSync(mappings, { recursive: true });
  });

  it('gets every message, in order for each object, though it is killed meanwhile', async function () {
    this.timeout(300_000);
    const names = Array.from({ length: OBJECTS }, (_, index) => `Queue ${index}`);
    const sent: string[] = [];
    for (let version = 1; version <= VERSIONS; version += 1) {
      sent.push(...(await Promise.all(names.map((name) => changeAndSend(name, version)))));
      if (version === 1) await broker.kill();
    }
    await broker.start();

    const received = await broker.receive('/queue/billing.accounts', new Set(sent));
    expect(new Set(received.map(({ message_id }) => message_id))).to.deep.equal(new Set(sent));
    expect(new Set(received.map(({ group_id }) => group_id)).size).to.equal(OBJECTS);
    for (const name of names) {
      const versions = received.map(textOf).flatMap((text) => versionIn(text, name));
      expect(versions.slice(0, 1), name).to.deep.equal([1]);
      expect(versions, name).to.deep.equal(versions.toSorted((one, other) => one - other));
    }
  });

  it('gives every message once, in order for each group, though it and the service are killed meanwhile', async function () {
    this.timeout(300_000);
    const history = await AccountHistory.begin(service?.dataDirectory ?? '');
    const last = async (group: string) => (await history.phones(group)).at(-1);
    const allHave = async (phone: string, some: readonly string[]) =>
      (await Promise.all(some.map(last))).every((each) => each === phone);
    const [heldUp = '', ...others] = groups;
    await history.refuse(heldUp, phoneOf(2));
    await broker.send('/queue/accounts', [...versions(0, 5), { message_id: 'poison', body: '<nonsense' }]);
    // The other groups do not wait for one that is held up.
    while (!(await allHave(phoneOf(4), others))) await setTimeout(50);
    await history.refuseNoMore();
    await service?.kill();
    service = await start(service?.dataDirectory);
    // Copies of the first ones come late: they must not put an older state over a newer one.
    await broker.send('/queue/accounts', [...versions(5, 10), ...versions(0, 5)]);
    await broker.kill();
    await broker.start();
    await broker.send('/queue/accounts', versions(10, MESSAGES));
    await service.kill();
    service = await start(service.dataDirectory);

    const [dead] = await broker.receive('/queue/accounts.dead', new Set(['poison']));
    expect(dead?.application_properties).to.include({
      'cut-queue': 'accounts',
      'cut-error-code': 'SBL-EAI-04205',
      'cut-tries': 30,
    });
    // The last message of each group says that those before it are done, whatever came of them.
    await broker.send('/queue/accounts', versions(MESSAGES, MESSAGES + 1));
    const deadline = Date.now() + 120_000;
    while (!(await allHave(phoneOf(MESSAGES), groups)) && Date.now() < deadline) await setTimeout(100);
    const inOrder = Array.from({ length: MESSAGES + 1 }, (_, version) => phoneOf(version));
    for (const group of groups) expect(await history.phones(group), group).to.deep.equal(inOrder);
    await service.stop();
    service = undefined;
    expect(await broker.count('/queue/accounts'), 'left in the queue').to.equal(0);
    expect(await broker.count('/queue/accounts.dead'), 'dead letters').to.equal(0);
  });

  /** Messages that change an account each, from one version to before another. */
  function versions(from: number, to: number) {
    const wanted = Array.from({ length: to - from }, (_, index) => from + index);
    return groups.flatMap((name) =>
      wanted.map((version) => ({
        message_id: `${name} ${version}`,
        group_id: name,
        body: `<SiebelMessage>${account(name, version)}</SiebelMessage>`,
      })),
    );
  }

  /** The id of the message. */
  async function changeAndSend(name: string, version: number): Promise<string> {
    const written = await call(
      `<cus:CUTReceiveAccountData_Input>${account(name, version)}</cus:CUTReceiveAccountData_Input>`,
    );
    const objectId = /<(?:\w+:)?Object_spcId>([^<]+)</.exec(written)?.[1] ?? '';
    const answer = await call(
      `<cus:CUTSendAccountData_Input><cus:Object_spcId>${objectId}</cus:Object_spcId></cus:CUTSendAccountData_Input>`,
    );
    return /Process_spcInstance_spcId>([^<]+)</.exec(answer)?.[1] ?? '';
  }

  async function call(body: string): Promise<string> {
    const response = await fetch(`${service?.url}/soap/account`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml', authorization: BASIC },
      body: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cus="http://siebel.com/CustomUI"><e:Body>${body}</e:Body></e:Envelope>`,
    });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return text;
  }
});

function account(name: string, version: number): string {
  return `<ListOfCutSampleAccountIo xmlns="http://www.siebel.com/xml/CUT%20Sample%20Account%20IO"><Account><IntegrationId>${name}</IntegrationId><Name>${name}</Name><AccountTypeCode>Customer</AccountTypeCode><Type>Residential</Type><CurrencyCode>GBP</CurrencyCode><MainPhoneNumber>${phoneOf(version)}</MainPhoneNumber></Account></ListOfCutSampleAccountIo>`;
}

function phoneOf(version: number): string {
  return `0191 ${version}`;
}

function textOf({ body }: { readonly body: { readonly content: Buffer } }): string {
  return body.content.toString('utf8');
}

function versionIn(text: string, name: string): readonly number[] {
  const version = /<MainPhoneNumber>0191 (\d+)</.exec(text)?.[1];
  return text.includes(`<Name>${name}<`) ? [Number(version)] : [];
}
