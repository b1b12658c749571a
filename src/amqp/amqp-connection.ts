import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import rhea, { type Connection, type ConnectionOptions, type EventContext } from 'rhea';
import { AmqpFailure, describeError } from './amqp-failure.ts';
import type { AmqpSettings } from './amqp-settings.ts';
import { unlessAborted } from './unless-aborted.ts';

/** Milliseconds without a sign of life after which a broker is as good as gone; so often, too, it gets one of us. */
const IDLE_TIME = 30_000;

/** A connection to a broker. It is used until it is gone, and not mended: who needs another one opens it. */
export class AmqpConnection {
  readonly #connection: Connection;
  readonly #gone = new AbortController();

  private constructor(connection: Connection) {
    this.#connection = connection;
    const end = (what: string, error?: unknown): void => {
      const { problem, condition } = describeError(error);
      this.#end(new AmqpFailure(error === undefined ? what : `${what}: ${problem}`, condition, error));
    };
    connection.on('connection_error', ({ error }: EventContext) => end('the broker ends the connection', error));
    connection.on('connection_close', () => end('the broker has ended the connection'));
    connection.on('session_error', ({ session }: EventContext) => end('the broker refuses', session?.error));
    connection.on('session_close', () => end('the broker has ended the session'));
    connection.on('protocol_error', (error: unknown) => end('the broker does not speak AMQP 1.0', error));
    connection.on('error', (error: unknown) => end('the connection fails', error));
    connection.on('disconnected', ({ error }: EventContext) => end('the connection to the broker is gone', error));
  }

  /**
   * @param signal gives it up
   * @throws AmqpFailure when the broker is not to be had, or does not let us in
   */
  static async open({ host, port, tls, sasl }: AmqpSettings, signal: AbortSignal): Promise<AmqpConnection> {
    signal.throwIfAborted();
    const options: ConnectionOptions = {
      host,
      port,
      reconnect: false,
      idle_time_out: IDLE_TIME,
      ...(sasl && { username: sasl.user, password: sasl.password }),
    };
    // A server name is no address (RFC 6066, 3).
    const link = rhea
      .create_container({ id: `cut-adapter-${randomUUID()}`, enable_sasl_external: true })
      .connect(
        tls === undefined ? options : { ...options, ...tls, transport: 'tls', servername: isIP(host) ? '' : host },
      );
    const connection = new AmqpConnection(link);
    const { promise, resolve } = Promise.withResolvers<void>();
    link.once('connection_open', () => resolve());
    try {
      await unlessAborted(AbortSignal.any([signal, connection.gone]), promise);
    } catch (error) {
      connection.drop(error);
      throw error;
    }
    return connection;
  }

  /** Aborted, with an `AmqpFailure` or what it was dropped for as its reason, when there is no connection any more. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** For links. */
  get raw(): Connection {
    return this.#connection;
  }

  /** Ends it in good order; the broker takes back what was not settled. */
  async close(): Promise<void> {
    if (this.gone.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.gone.addEventListener('abort', () => resolve(), { once: true });
    this.#connection.close();
    const impatience = setTimeout(() => this.drop(new AmqpFailure('the broker does not say good-bye')), 1000);
    await promise.finally(() => clearTimeout(impatience));
  }

  /** Ends it at once, since it is of no use any more. */
  drop(reason: unknown): void {
    this.#end(reason);
  }

  #end(reason: unknown): void {
    if (this.gone.aborted) return;
    this.#gone.abort(reason);
    // Not at once: the library may be in the midst of an event, after which it would set its timers again.
    setImmediate(() => this.#connection.abort_socket(this.#connection.socket));
  }
}
