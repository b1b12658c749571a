import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { expect } from 'chai';
import { BASIC, type ServiceProcess, startService } from '../support/service-process.ts';

/** An answer as its caller gets it. */
interface Answer {
  readonly status: number;
  readonly text: string;
  readonly repeated: boolean;
  readonly objectId: string;
}

describe('a message that comes again', () => {
  let service: ServiceProcess;
  before(async () => {
    service = await startService({ CUT_LOG_LEVEL: 'error' });
  });
  after(() => service.stop());

  it('gets its first answer, also when the service has been killed with SIGKILL after the commit and before the answer', async () => {
    const { answered, kill } = await throughProxy(service, (url) => insert('Tyne', { url, id: 'order-17' }));
    await kill;
    expect(await answered).to.equal('no answer');
    service = await startService({ CUT_LOG_LEVEL: 'error' }, service.dataDirectory);
    await change('Tyne', '0191 2');

    const again = await insert('Tyne', { id: 'order-17' });
    expect(again).to.include({ status: 200, repeated: true });
    expect(await insert('Tyne', { id: 'order-17' })).to.deep.equal(again);
    expect(await phoneOf(again.objectId)).to.equal('0191 2');
  });

  it('is done once when copies of it come at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 16 }, () => insert('Wear', { id: 'order-18' })));
    expect(new Set(answers.map(({ text }) => text)).size).to.equal(1);
    expect(answers.filter(({ repeated }) => !repeated)).to.have.lengthOf(1);
    expect(answers[0]?.objectId).to.match(/^1-/);
  });

  it('is known by its MessageID of WS-Addressing too, whatever else of the envelope is new', async () => {
    const header = (more: string) =>
      `<a:MessageID xmlns:a="http://www.w3.org/2005/08/addressing">urn:uuid:19</a:MessageID>${more}`;
    const first = await insert('Tees', { header: header('') });
    const again = await insert('Tees', { header: header('<Try xmlns="urn:middleware">2</Try>') });
    expect(again).to.deep.equal({ ...first, repeated: true });
  });

  it('is refused when it is another message under the same id', async () => {
    await insert('Aln', { id: 'order-20' });
    const { status, text } = await insert('Coquet', { id: 'order-20' });
    expect(status).to.equal(500);
    expect(text).to.contain('(SBL-EAI-04212)');
  });

  it('without an id is another message', async () => {
    await insert('Blyth');
    expect((await insert('Blyth')).text).to.contain('(SBL-EAI-04383)');
  });

  interface Sent {
    readonly url?: string;
    readonly id?: string;
    readonly header?: string;
  }

  /** The second insert of an account would be a fault. */
  const insert = (name: string, sent: Sent = {}) =>
    receive(`<cus:Method>Insert</cus:Method>${account(name, '0191 1')}`, sent);
  const change = (name: string, phone: string) => receive(account(name, phone));

  function receive(content: string, sent: Sent = {}): Promise<Answer> {
    return call(`<cus:CUTReceiveAccountData_Input>${content}</cus:CUTReceiveAccountData_Input>`, sent);
  }

  async function phoneOf(objectId: string): Promise<string | undefined> {
    const { text } = await call(
      `<cus:CUTGetAccountData_Input><cus:Object_spcId>${objectId}</cus:Object_spcId></cus:CUTGetAccountData_Input>`,
    );
    return /<MainPhoneNumber>([^<]*)</.exec(text)?.[1];
  }

  async function call(body: string, { url = service.url, id, header = '' }: Sent = {}): Promise<Answer> {
    const response = await fetch(`${url}/soap/account`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml', authorization: BASIC, ...(id !== undefined && { 'idempotency-key': id }) },
      body: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cus="http://siebel.com/CustomUI"><e:Header>${header}</e:Header><e:Body>${body}</e:Body></e:Envelope>`,
    });
    const text = await response.text();
    return {
      status: response.status,
      text,
      repeated: response.headers.get('idempotent-replayed') === 'true',
      objectId: /<(?:\w+:)?Object_spcId>([^<]+)</.exec(text)?.[1] ?? '',
    };
  }
});

function account(name: string, phone: string): string {
  return `<ListOfCutSampleAccountIo xmlns="http://www.siebel.com/xml/CUT%20Sample%20Account%20IO"><Account><IntegrationId>${name}</IntegrationId><Name>${name}</Name><AccountTypeCode>Customer</AccountTypeCode><Type>Residential</Type><CurrencyCode>GBP</CurrencyCode><MainPhoneNumber>${phone}</MainPhoneNumber></Account></ListOfCutSampleAccountIo>`;
}

/**
 * Makes a call through a proxy that kills the service as soon as the first byte of an answer comes back, and passes nothing of it on: the service has
 * committed by then, and its caller has no answer.
 */
async function throughProxy(service: ServiceProcess, call: (url: string) => Promise<unknown>) {
  const killed = Promise.withResolvers<void>();
  const proxy = createServer((caller) => {
    const upstream = connect(Number(new URL(service.url).port), '127.0.0.1');
    caller.on('data', (bytes) => upstream.write(bytes)).on('error', () => {});
    upstream.once('data', () => {
      service.kill().then(killed.resolve, killed.reject);
    });
    upstream.on('error', () => {}).on('close', () => caller.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const answered = call(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`)
    .then(() => 'an answer')
    .catch(() => 'no answer')
    .finally(() => proxy.close());
  return { answered, kill: killed.promise };
}
