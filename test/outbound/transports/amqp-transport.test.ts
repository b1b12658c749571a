import { expect } from 'chai';
import rhea from 'rhea';
import { AmqpFailure } from '../../../src/amqp/amqp-failure.ts';
import type { AmqpSettings } from '../../../src/amqp/amqp-settings.ts';
import { DeliveryFailure } from '../../../src/outbound/delivery-failure.ts';
import { AmqpTransport } from '../../../src/outbound/transports/amqp-transport.ts';
import { type BrokerBehaviour, startAmqpBroker, type TestBroker } from '../../support/amqp-broker.ts';
import { certificate } from '../../support/certificates.ts';
import { until } from '../../support/until.ts';

const MESSAGE = {
  messageId: '1-7',
  sequence: '7',
  created: '2026-11-26 13:05:09',
  process: 'CUT Send Account Data',
  objectId: '1-2',
  payload: '<Kundë/>',
};

describe('AmqpTransport', () => {
  let broker: TestBroker;
  let transport: AmqpTransport;
  beforeEach(async () => {
    broker = await startAmqpBroker();
    transport = transportTo(broker);
  });
  afterEach(async () => {
    await transport.close();
    await broker.stop();
  });

  const transportTo = ({ settings }: TestBroker, { password = 'secret' } = {}) =>
    new AmqpTransport({
      broker: { ...settings, sasl: { user: 'cut', password } },
      address: 'billing',
      contentType: 'text/xml; charset=utf-8',
    });
  const deliver = (payload = MESSAGE.payload, signal = AbortSignal.timeout(10_000)) =>
    transport.deliver({ ...MESSAGE, payload }, signal);
  const failure = (work: Promise<unknown> = deliver()) =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  it('puts the message into the queue, durable, with its id and its object', async () => {
    expect(await deliver()).to.deep.equal({});
    const [received] = broker.queue('billing');
    expect(received).to.include({
      durable: true,
      message_id: '1-7',
      group_id: '1-2',
      subject: 'CUT Send Account Data',
      content_type: 'text/xml; charset=utf-8',
    });
    expect(String(received?.body.content)).to.equal('<Kundë/>');
  });

  it('uses one connection, however many go at the same time', async () => {
    await Promise.all(Array.from({ length: 50 }, () => deliver()));
    expect(broker.queue('billing')).to.have.lengthOf(50);
    expect(broker.connections).to.equal(1);
  });

  const answers: readonly {
    what: string;
    behaviour: BrokerBehaviour;
    outcome: DeliveryFailure['outcome'];
    message: string;
  }[] = [
    {
      what: 'rejects the message',
      behaviour: (delivery) => delivery.reject({ condition: 'amqp:precondition-failed', description: 'no such order' }),
      outcome: 'Refused',
      message: 'the broker refuses the message: no such order (amqp:precondition-failed)',
    },
    {
      what: 'rejects the message without a word',
      behaviour: (delivery) => delivery.reject(),
      outcome: 'Refused',
      message: 'the broker refuses the message: without a reason',
    },
    {
      what: 'releases the message',
      behaviour: (delivery) => delivery.release(),
      outcome: 'Failed',
      message: 'the broker has released the message: nothing takes it at billing',
    },
    {
      what: 'gives the message back',
      behaviour: (delivery) => delivery.modified({ delivery_failed: true }),
      outcome: 'Failed',
      message: 'the broker has released the message: nothing takes it at billing',
    },
  ];
  for (const { what, behaviour, outcome, message } of answers)
    it(`has ${outcome.toLowerCase()} when the broker ${what}`, async () => {
      broker.behave(behaviour);
      expect(await failure())
        .to.be.instanceOf(DeliveryFailure)
        .and.to.include({ outcome, message });
      broker.behave((delivery) => delivery.accept());
      expect(await deliver()).to.deep.equal({});
    });

  it('does not send what is too large for the broker, which would end the link over it', async () => {
    broker.limit(1000);
    expect(await failure(deliver('x'.repeat(1000)))).to.include({ outcome: 'Refused' });
    expect(await deliver('x'.repeat(100))).to.deep.equal({});
    expect(broker.connections).to.equal(1);
  });

  const failures: readonly { what: string; behaviour: BrokerBehaviour; problem: RegExp }[] = [
    {
      what: 'ends the link',
      behaviour: (_delivery, { receiver }) =>
        receiver?.close({ condition: 'amqp:resource-deleted', description: 'the queue is gone' }),
      problem: /does not take messages for billing: the queue is gone \(amqp:resource-deleted\)/,
    },
    {
      what: 'ends the session',
      behaviour: (_delivery, { session }) => session?.close({ condition: 'amqp:not-allowed', description: 'not you' }),
      problem: /the broker refuses: not you \(amqp:not-allowed\)/,
    },
    {
      what: 'ends the connection',
      behaviour: (_delivery, { connection }) =>
        connection.close({ condition: 'amqp:connection:forced', description: 'shutdown' }),
      problem: /the broker ends the connection: shutdown \(amqp:connection:forced\)/,
    },
    {
      what: 'ends the connection without a word',
      behaviour: (_delivery, { connection }) => connection.close(),
      problem: /the broker has ended the connection/,
    },
    { what: 'breaks off', behaviour: () => broker.breakOff(), problem: /the connection to the broker is gone/ },
  ];
  for (const { what, behaviour, problem } of failures)
    it(`fails when the broker ${what}, and opens another connection for the next try`, async () => {
      broker.behave(behaviour);
      const error = await failure();
      expect(error).to.be.instanceOf(AmqpFailure);
      expect((error as AmqpFailure).message).to.match(problem);
      broker.behave((delivery) => delivery.accept());
      expect(await deliver()).to.deep.equal({});
    });

  it('fails when the try ends before the broker answers, and tries on another connection', async () => {
    broker.behave(() => {});
    const ended = new AbortController();
    const first = failure(deliver(MESSAGE.payload, ended.signal));
    await until(() => broker.connections === 1);
    ended.abort(new Error('time is up'));
    expect(String(await first)).to.equal('Error: time is up');
    broker.behave((delivery) => delivery.accept());
    expect(await deliver()).to.deep.equal({});
  });

  it('fails when nobody is there, when wrong credentials are sent, and when it is no broker', async () => {
    await transport.close();
    transport = transportTo(broker, { password: 'wrong' });
    expect(String(await failure())).to.match(/Failed to authenticate/);
    await broker.stop();
    expect(String(await failure())).to.match(/the connection to the broker is gone: .*ECONNREFUSED/);
  });

  it('speaks TLS, shows its certificate, and trusts no broker that it does not know', async () => {
    const secure = await startAmqpBroker({
      tls: {
        key: certificate('server.key'),
        cert: certificate('server.crt'),
        ca: certificate('authority.crt'),
        requestCert: true,
      },
    });
    const to = (tls: AmqpSettings['tls']) =>
      new AmqpTransport({
        broker: { ...secure.settings, tls: tls ?? {} },
        address: 'billing',
        contentType: 'text/xml; charset=utf-8',
      });
    const client = { cert: certificate('client.crt'), key: certificate('client.key') };
    const known = to({ ca: certificate('authority.crt'), ...client });
    const unknown = to(client);
    const anonymous = to({ ca: certificate('authority.crt') });
    try {
      expect(await known.deliver(MESSAGE, AbortSignal.timeout(10_000))).to.deep.equal({});
      expect(String(await failure(unknown.deliver(MESSAGE, AbortSignal.timeout(10_000))))).to.match(/certificate/);
      expect(await failure(anonymous.deliver(MESSAGE, AbortSignal.timeout(10_000)))).to.be.instanceOf(AmqpFailure);
    } finally {
      await Promise.all([known, unknown, anonymous].map((each) => each.close()));
      await secure.stop();
    }
  });

  it('is known to the broker by its own name', async () => {
    const names: string[] = [];
    broker.behave((delivery, { connection }) => {
      names.push(connection.container_id);
      delivery.accept();
    });
    await deliver();
    expect(names[0]).to.match(/^cut-adapter-/);
    expect(rhea.id).not.to.equal(names[0]);
  });
});
