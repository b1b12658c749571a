import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Message } from 'rhea';
import { AmqpConnection } from '../../src/amqp/amqp-connection.ts';
import { AmqpSender } from '../../src/amqp/amqp-sender.ts';

/** A RabbitMQ with its AMQP 1.0 plugin: processes, ports, node name and directory of its own. */
export interface RabbitMq {
  readonly url: string;
  readonly port: number;
  /** Ends it without warning; what was stored durably stays. */
  kill(): Promise<void>;
  /** Starts it again on its port, after `kill`. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Puts messages into a queue, in this order. */
  send(address: string, messages: readonly Message[]): Promise<void>;
  /** Takes messages out of a queue until each of these ids has come. */
  receive(address: string, ids: ReadonlySet<string>): Promise<readonly Message[]>;
  /** How many messages come out of a queue until it is silent; they stay there. */
  count(address: string): Promise<number>;
}

/** Debian's; a broker that runs on the machine is left alone. */
const SERVER = '/usr/lib/rabbitmq/bin/rabbitmq-server';
/** Where Erlang's nodes find each other: one of our own. */
const EPMD = '/usr/bin/epmd';
const PATIENCE = 60_000;

/** Why there can be no broker here; undefined when there can. */
export const noRabbitMq: string | undefined = [SERVER, EPMD].every((file) => existsSync(file))
  ? undefined
  : 'RabbitMQ is not there (Debian has it as rabbitmq-server)';

export async function startRabbitMq(): Promise<RabbitMq> {
  const directory = mkdtempSync(join(tmpdir(), 'cut-broker-'));
  const [port = 0, epmdPort = 0, distPort = 0] = await freePorts(3);
  const environment = configure(directory, { port, epmdPort, distPort });
  const epmd = spawn(EPMD, ['-port', String(epmdPort), '-address', '127.0.0.1'], { stdio: 'ignore' });
  let server: ChildProcess;
  const broker: RabbitMq = {
    url: `amqp://127.0.0.1:${port}`,
    port,
    kill: () => end(server, 'SIGKILL'),
    async start() {
      server = spawn(SERVER, { env: environment, stdio: 'ignore', detached: true });
      await ready(port, server);
    },
    send: (address, messages) => send(port, address, messages),
    receive: (address, ids) => receive(port, address, ids),
    count: (address) => count(port, address),
    async stop() {
      await end(server, 'SIGTERM');
      await end(epmd, 'SIGKILL');
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  await broker.start();
  return broker;
}

function configure(directory: string, { port, epmdPort, distPort }: Readonly<Record<string, number>>) {
  for (const name of ['mnesia', 'log']) mkdirSync(join(directory, name));
  writeFileSync(join(directory, 'enabled_plugins'), '[rabbitmq_amqp1_0].\n');
  writeFileSync(
    join(directory, 'rabbitmq.conf'),
    `listeners.tcp.default = 127.0.0.1:${port}\nloopback_users = none\nlog.console = false\ndisk_free_limit.absolute = 10MB\n`,
  );
  return {
    ...process.env,
    HOME: directory,
    ERL_EPMD_PORT: String(epmdPort),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_NODENAME: `cut-test-${process.pid}-${port}@localhost`,
    RABBITMQ_DIST_PORT: String(distPort),
    RABBITMQ_MNESIA_BASE: join(directory, 'mnesia'),
    RABBITMQ_LOG_BASE: join(directory, 'log'),
    RABBITMQ_CONFIG_FILE: join(directory, 'rabbitmq.conf'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(directory, 'enabled_plugins'),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+S 1:1 +sbwt none -kernel inet_dist_use_interface {127,0,0,1}',
  };
}

/** It takes connections before it lets anybody in. */
async function ready(port: number, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`RabbitMQ ends with ${server.exitCode}`);
    const connection = await AmqpConnection.open(brokerSettings({ port }), AbortSignal.timeout(2000)).catch(
      () => undefined,
    );
    if (connection !== undefined) return connection.close();
    await setTimeout(100);
  }
  throw new Error('RabbitMQ does not get ready');
}

async function send(port: number, address: string, messages: readonly Message[]): Promise<void> {
  const connection = await AmqpConnection.open(brokerSettings({ port }), AbortSignal.timeout(PATIENCE));
  const sender = new AmqpSender(connection, address);
  const signal = AbortSignal.timeout(PATIENCE);
  const outcomes = await Promise.all(messages.map((message) => sender.send({ durable: true, ...message }, signal)));
  await connection.close();
  if (outcomes.some(({ kind }) => kind !== 'accepted')) throw new Error('RabbitMQ does not take all messages');
}

async function receive(port: number, address: string, ids: ReadonlySet<string>): Promise<readonly Message[]> {
  const connection = await AmqpConnection.open(brokerSettings({ port }), AbortSignal.timeout(PATIENCE));
  const received: Message[] = [];
  const missing = new Set(ids);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const patience = AbortSignal.timeout(PATIENCE);
  patience.addEventListener('abort', () => reject(new Error(`${missing.size} messages have not come to ${address}`)));
  connection.raw
    .open_receiver({ source: { address, durable: 2 } })
    .on('message', ({ message }: { message: Message }) => {
      received.push(message);
      missing.delete(String(message.message_id));
      if (missing.size === 0) resolve();
    });
  await promise.finally(() => connection.close());
  return received;
}

/** How long a queue must be silent, in milliseconds. */
const SILENCE = 1000;

async function count(port: number, address: string): Promise<number> {
  const connection = await AmqpConnection.open(brokerSettings({ port }), AbortSignal.timeout(PATIENCE));
  let messages = 0;
  connection.raw.open_receiver({ source: { address, durable: 2 }, autoaccept: false }).on('message', () => {
    messages += 1;
  });
  for (let before = -1; before !== messages; ) {
    before = messages;
    await setTimeout(SILENCE);
  }
  await connection.close();
  return messages;
}

function brokerSettings({ port }: { readonly port: number }) {
  return { host: '127.0.0.1', port, sasl: { user: 'guest', password: 'guest' } };
}

/** The server is a shell with the broker below it: a group of its own. */
async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exit = once(child, 'exit');
  try {
    process.kill(child.spawnargs[0] === SERVER ? -child.pid : child.pid, signal);
  } catch {
    child.kill(signal);
  }
  await exit;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
