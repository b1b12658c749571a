import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import type { TlsOptions } from 'node:tls';
import rhea, { type Connection, type Delivery, type EventContext, type Message, type Sender } from 'rhea';

/** How the broker answers a message; it may leave the answer out, and hang. */
export type BrokerBehaviour = (delivery: Delivery, context: EventContext) => void;

/**
 * A small broker that speaks AMQP 1.0 over TCP, whose moods tests choose. It keeps its queues in memory, whatever addresses are used: what comes in goes out in
 * that order, what is not settled when a connection ends goes out again in its old place.
 */
export interface TestBroker {
  readonly port: number;
  readonly url: string;
  readonly settings: { host: string; port: number; sasl: { user: string; password: string } };
  /** What waits at an address, without what is under way. */
  queue(address: string): readonly Message[];
  /** How many of its messages somebody has, and has not settled. */
  underWay(address: string): number;
  /** Puts a message into a queue. */
  put(address: string, message: Message): void;
  behave(behaviour: BrokerBehaviour): void;
  /** Largest message that links take from now on. */
  limit(bytes: number): void;
  /** The next message that somebody accepts stays theirs, as if the broker had not heard; resolves when that has happened. */
  loseAcceptance(): Promise<void>;
  /** Ends the links that bring messages from an address. */
  endLinks(address: string, error: { condition: string; description: string }): void;
  /** Breaks all connections off. */
  breakOff(): void;
  /** How many connections there are. */
  readonly connections: number;
  stop(): Promise<void>;
}

const takes: BrokerBehaviour = (delivery) => delivery.accept();

interface Queue {
  readonly waiting: { readonly number: number; readonly message: Message }[];
  readonly underWay: Map<Delivery, { readonly number: number; readonly message: Message; readonly link: Sender }>;
  readonly links: Set<Sender>;
}

/** @param tls for a broker that speaks TLS */
export async function startAmqpBroker({
  port = 0,
  tls,
}: {
  port?: number;
  tls?: TlsOptions;
} = {}): Promise<TestBroker> {
  const container = rhea.create_container({ id: 'test-broker', receiver_options: { autoaccept: false } });
  container.sasl_server_mechanisms.enable_plain(
    (user: string, password: string) => user === 'cut' && password === 'secret',
  );
  const connections = new Set<Connection>();
  const queues = new Map<string, Queue>();
  let behaviour = takes;
  let numbers = 0;
  let lost: PromiseWithResolvers<void> | undefined;

  const queueOf = (address: string): Queue => {
    const found = queues.get(address) ?? { waiting: [], underWay: new Map(), links: new Set() };
    queues.set(address, found);
    return found;
  };
  const putInto = (address: string, message: Message): void => {
    numbers += 1;
    queueOf(address).waiting.push({ number: numbers, message });
    pump(queueOf(address));
  };
  const takeBack = (queue: Queue, wanted: (link: Sender, delivery: Delivery) => boolean): void => {
    for (const [delivery, { link, ...entry }] of queue.underWay) {
      if (!wanted(link, delivery)) continue;
      queue.underWay.delete(delivery);
      queue.waiting.push(entry);
    }
    queue.waiting.sort((one, other) => one.number - other.number);
  };

  container.on('message', (context: EventContext) => {
    const { delivery, message, receiver } = context;
    if (delivery === undefined || message === undefined) return;
    behaviour(delivery, context);
    if (rhea.message.is_accepted(delivery.state ?? {})) putInto(receiver?.target.address ?? '', message);
  });
  container.on('sender_open', ({ sender }: EventContext) => {
    if (sender === undefined) return;
    sender.set_source({ address: sender.source.address });
    const queue = queueOf(sender.source.address);
    queue.links.add(sender);
    pump(queue);
  });
  container.on('sendable', ({ sender }: EventContext) => {
    if (sender !== undefined) pump(queueOf(sender.source.address));
  });
  container.on('accepted', ({ delivery, sender }: EventContext) => {
    if (lost !== undefined) {
      lost.resolve();
      lost = undefined;
    } else if (delivery !== undefined) queueOf(sender?.source.address ?? '').underWay.delete(delivery);
  });
  const released = ({ delivery, sender }: EventContext) => {
    const queue = queueOf(sender?.source.address ?? '');
    takeBack(queue, (_link, each) => each === delivery);
    pump(queue);
  };
  container.on('released', released);
  container.on('modified', released);
  const closed = ({ sender }: EventContext) => {
    for (const queue of sender === undefined ? [] : [queueOf(sender.source.address)]) {
      queue.links.delete(sender as Sender);
      takeBack(queue, (link) => link === sender);
      pump(queue);
    }
  };
  container.on('sender_close', closed);
  const gone = ({ connection }: EventContext) => {
    connections.delete(connection);
    // The library tells the end of a connection before what was accepted by it.
    setImmediate(() => {
      for (const queue of queues.values()) {
        for (const link of queue.links) if (link.connection === connection) queue.links.delete(link);
        takeBack(queue, (link) => link.connection === connection);
        pump(queue);
      }
    });
  };
  container.on('connection_open', ({ connection }: EventContext) => connections.add(connection));
  container.on('connection_close', gone);
  container.on('disconnected', gone);
  container.on('error', () => {});

  const breakOff = (): void => {
    for (const connection of connections) connection.abort_socket(connection.socket);
  };
  const listen = { port, host: '127.0.0.1' };
  const server: Server = container.listen(tls === undefined ? listen : { ...listen, ...tls, transport: 'tls' });
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    url: `amqp://127.0.0.1:${address.port}`,
    settings: { host: '127.0.0.1', port: address.port, sasl: { user: 'cut', password: 'secret' } },
    queue: (name) => queueOf(name).waiting.map(({ message }) => message),
    underWay: (name) => queueOf(name).underWay.size,
    put: putInto,
    behave(wanted) {
      behaviour = wanted;
    },
    limit(bytes) {
      container.options.receiver_options = { max_message_size: bytes, autoaccept: false };
    },
    loseAcceptance() {
      lost = Promise.withResolvers();
      return lost.promise;
    },
    endLinks(name, error) {
      for (const link of queueOf(name).links) link.close(error);
    },
    breakOff,
    get connections() {
      return connections.size;
    },
    async stop() {
      const end = new Promise((resolve) => server.close(resolve));
      breakOff();
      await end;
    },
  };
}

/**
 * Sends what waits to who has credit, one message in each turn of the event loop: the library counts credit when it writes, and writes a message before
 * its own answer to who opens a link.
 */
function pump(queue: Queue): void {
  setImmediate(() => {
    const link = [...queue.links].find((each) => each.sendable());
    if (link === undefined) return;
    const entry = queue.waiting.shift();
    if (entry === undefined) return;
    queue.underWay.set(link.send(entry.message), { ...entry, link });
    pump(queue);
  });
}
