import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { startAmqpBroker, type TestBroker } from '../support/amqp-broker.ts';
import { MAPPINGS } from '../support/model.ts';
import { BASIC, type ServiceProcess, startService } from '../support/service-process.ts';
import { until } from '../support/until.ts';
import { cutAdapter } from './command-process.ts';

const PARTNERS = `
partners:
  - partner: billing
    receives: [CUT Send Account Data]
    http: { url: { env: BILLING_URL }, basic: { user: cut, password: { env: BILLING_PASSWORD } } }
queues:
  - queue: accounts
    process: CUT Receive Account Data
    user: sadmin
    amqp:
      url: { env: BROKER_URL }
      address: accounts
      deadLetters: accounts.dead
      sasl: { user: cut, password: { env: BROKER_PASSWORD } }
    tries: 2
    retry: { firstPause: 10ms, longestPause: 20ms }
`;

const account = (name: string, phone: string) =>
  `<ListOfCutSampleAccountIo xmlns="http://www.siebel.com/xml/CUT%20Sample%20Account%20IO"><Account><IntegrationId>${name}</IntegrationId><Name>${name}</Name><AccountTypeCode>Customer</AccountTypeCode><Type>Residential</Type><CurrencyCode>GBP</CurrencyCode><MainPhoneNumber>${phone}</MainPhoneNumber></Account></ListOfCutSampleAccountIo>`;

const IN_OWN_SHAPE =
  '<CustomerUpdate xmlns="urn:example:billing"><Customer currency="GBP"><Number>CRM-1</Number><Name><Legal>Wear Ltd</Legal></Name><State>A</State></Customer></CustomerUpdate>';

describe('the queues of partners.yaml', () => {
  let mappings: string;
  let broker: TestBroker;
  let service: ServiceProcess | undefined;

  before(() => {
    mappings = mkdtempSync(join(tmpdir(), 'cut-mappings-'));
    cpSync(MAPPINGS, mappings, { recursive: true });
    writeFileSync(join(mappings, 'partners.yaml'), PARTNERS);
  });
  beforeEach(async () => {
    broker = await startAmqpBroker();
  });
  afterEach(async () => {
    await service?.stop();
    service = undefined;
    await broker.stop();
  });
  after(() => rmSync(mappings, { recursive: true }));

  const start = async ({ environment = {}, directory }: { environment?: object; directory?: string } = {}) => {
    service = await startService(
      {
        CUT_MAPPINGS: mappings,
        CUT_LOG_LEVEL: 'info',
        CUT_LEASE_DURATION: '1s',
        BROKER_URL: broker.url,
        BROKER_PASSWORD: 'secret',
        BILLING_URL: 'http://127.0.0.1:1/in',
        BILLING_PASSWORD: 'secret',
        ...environment,
      },
      directory,
    );
    return service;
  };
  const put = (id: string, body: string) => broker.put('accounts', { message_id: id, body });
  const isEmpty = () => broker.queue('accounts').length === 0 && broker.underWay('accounts') === 0;

  it('are received, also in the shape of a partner, what is refused goes to the dead letters, and metrics say how many', async () => {
    put('M-1', account('Tyne', '0191 1'));
    put('M-2', account('Tyne', '0191 2').replace('Residential', 'Submarine'));
    put('M-1', account('Tyne', '0191 1'));
    put('M-3', IN_OWN_SHAPE);
    const { url } = await start();
    await until(isEmpty);
    expect(broker.queue('accounts.dead').map(({ message_id }) => message_id)).to.deep.equal(['M-2']);
    const metrics = await metricsOf(url);
    for (const line of [
      'cut_queue_messages_total{queue="accounts",outcome="Received"} 2',
      'cut_queue_messages_total{queue="accounts",outcome="Repeated"} 1',
      'cut_queue_messages_total{queue="accounts",outcome="Failed"} 1',
      'cut_queue_messages_total{queue="accounts",outcome="Dead"} 1',
      'cut_queue_connected{queue="accounts"} 1',
    ])
      expect(metrics).to.contain(line);
  });

  it('change nothing twice, though the service is killed with SIGKILL after the commit and before the broker has heard of it', async () => {
    const lost = broker.loseAcceptance();
    put('M-1', account('Tyne', '0191 1'));
    const first = await start();
    await lost;
    await first.kill();
    await until(() => broker.queue('accounts').length === 1);
    const messages = [...broker.queue('accounts')];
    expect(messages.map(({ message_id }) => message_id)).to.deep.equal(['M-1']);

    const again = await start({ directory: first.dataDirectory });
    await until(isEmpty);
    const metrics = await metricsOf(again.url);
    expect(metrics).to.contain('cut_queue_messages_total{queue="accounts",outcome="Repeated"} 1');
    expect(await phoneOf(again, 'Tyne')).to.equal('0191 1');
  });

  it('keep the service from starting when what they, or partners, need is not there: all of it is said at once', async () => {
    const environment = { BROKER_URL: '', BILLING_URL: '', BILLING_PASSWORD: '' };
    const refused = await start({ environment }).catch(String);
    expect(refused).to.contain(`partner billing: the environment variable BILLING_URL is not set
partner billing: the environment variable BILLING_PASSWORD is not set
queue accounts: the environment variable BROKER_URL is not set
`);
  });

  it('wait while there is nobody in whose name they could be received, or that user is disabled', async () => {
    put('M-1', account('Tyne', '0191 1'));
    const { url, dataDirectory } = await start();
    await until(isEmpty);
    await setUser('disable', dataDirectory);
    broker.breakOff();
    put('M-2', account('Tyne', '0191 2'));
    for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
      if ((await metricsOf(url)).includes('cut_queue_connected{queue="accounts"} 0')) break;
    }
    expect(broker.queue('accounts')).to.have.lengthOf(1);
    await setUser('enable', dataDirectory);
    await until(isEmpty);
  });

  async function setUser(command: 'disable' | 'enable', directory: string): Promise<void> {
    const environment = { CUT_DATA_DIR: directory, CUT_MAPPINGS: mappings };
    const { code, stderr } = await cutAdapter(['user', command, 'SADMIN'], { environment });
    expect(code, stderr).to.equal(0);
  }

  async function metricsOf(url: string): Promise<string> {
    return (await fetch(`${url}/metrics`)).text();
  }

  async function phoneOf({ url }: ServiceProcess, name: string): Promise<string | undefined> {
    const response = await fetch(`${url}/soap/account`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml', authorization: BASIC },
      body: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cus="http://siebel.com/CustomUI"><e:Body><cus:CUTGetAccountData_Input><ListOfCutSampleAccountIo xmlns="http://www.siebel.com/xml/CUT%20Sample%20Account%20IO"><Account><IntegrationId>${name}</IntegrationId></Account></ListOfCutSampleAccountIo></cus:CUTGetAccountData_Input></e:Body></e:Envelope>`,
    });
    return /<MainPhoneNumber>([^<]*)</.exec(await response.text())?.[1];
  }
});
