import mssql, { type ConnectionPool } from 'mssql';
import type { Connection } from 'tedious';
import { StoreUnavailable } from '../store.ts';
import { type RoundTripListener, Session } from './session.ts';
import { ConnectionLost, errorText } from './sqlserver-errors.ts';
import type { SqlServerOptions } from './sqlserver-options.ts';
import { Turns } from './turns.ts';

/** Connections beside those of works: for blocks of ROW_IDs, pings and what is asked about a refused change. */
const SPARE = 2;

/** Written out, since what the work before on the same connection has set may still hold. */
export const READ_COMMITTED = 'SET TRANSACTION ISOLATION LEVEL READ COMMITTED;\n';

/** How a work reads. */
export interface SessionOptions {
  /** The statement that sets the isolation level; READ COMMITTED by default. */
  readonly isolation?: string;
  /** Nothing is written, so that nobody needs to wait for the end of the transaction. */
  readonly isReading?: boolean;
  /** It has waited its turn before, and does not stand at the end again. */
  readonly isAgain?: boolean;
}

/** The one pool of connections. At most as many works have one as the pool is large; the others wait their turn, for a limited time. */
export class Connections implements AsyncDisposable {
  readonly #pool: ConnectionPool;
  readonly #onRoundTrip: RoundTripListener;
  readonly #turns: Turns;
  /** Connections on their way back. */
  readonly #held = new Set<Promise<void>>();

  private constructor(
    pool: ConnectionPool,
    { poolSize, queueLimit }: SqlServerOptions,
    onRoundTrip: RoundTripListener = () => {},
  ) {
    this.#pool = pool;
    this.#turns = new Turns(poolSize, queueLimit);
    this.#onRoundTrip = onRoundTrip;
  }

  /** @throws StoreUnavailable when there is no way to the server */
  static async open(options: SqlServerOptions, onRoundTrip?: RoundTripListener): Promise<Connections> {
    const { address, poolSize, connectTimeout, requestTimeout, busyLimit } = options;
    const pool = new mssql.ConnectionPool({
      server: address.host,
      user: address.user,
      password: address.password,
      database: address.database,
      validateConnection: 'socket',
      pool: { max: poolSize + SPARE, min: 0, idleTimeoutMillis: 60_000, acquireTimeoutMillis: busyLimit },
      options: {
        port: address.port,
        ...(address.instance === undefined ? {} : { instanceName: address.instance }),
        encrypt: address.encrypt,
        trustServerCertificate: address.trustServerCertificate,
        multiSubnetFailover: true,
        connectTimeout,
        requestTimeout,
        abortTransactionOnError: true,
        enableArithAbort: true,
        useUTC: true,
        appName: 'cut-adapter',
      },
    });
    // A connection that breaks while nobody uses it is replaced; who uses it hears of it.
    pool.on('error', () => {});
    try {
      await pool.connect();
    } catch (error) {
      await pool.close();
      throw new StoreUnavailable(`there is no way to database ${address.database}: ${errorText(error)}`, {
        cause: error,
      });
    }
    return new Connections(pool, options, onRoundTrip);
  }

  /**
   * Runs `work` with a connection of its own, and undoes what is not committed at its end.
   * @throws StoreBusy see {@link Turns}
   */
  async use<T>(work: (session: Session) => Promise<T>, options: SessionOptions = {}): Promise<T> {
    await this.#turns.take(options.isAgain ?? false);
    return this.#hold(work, options, () => this.#turns.giveBack());
  }

  /** The same, beside the works: for what a work waits for. */
  useSpare<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.#hold(work, {}, () => {});
  }

  /** The works must have ended. */
  async close(): Promise<void> {
    await Promise.all(this.#held);
    await this.#pool.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #hold<T>(work: (session: Session) => Promise<T>, options: SessionOptions, done: () => void): Promise<T> {
    const connection = await this.#acquire().catch((error: unknown) => {
      done();
      throw error;
    });
    // What is larger than a packet goes in several; none waits until the server has acknowledged the one before.
    connection.socket?.setNoDelay(true);
    const session = new Session(connection, options.isolation ?? READ_COMMITTED, this.#onRoundTrip);
    const end = (): Promise<void> => {
      const ended = session.rollBack().finally(() => {
        this.#pool.pool.release(connection);
        this.#held.delete(ended);
        done();
      });
      this.#held.add(ended);
      return ended;
    };
    try {
      const result = await work(session);
      // What has only read is answered before its transaction has ended.
      const ended = end();
      if (options.isReading !== true) await ended;
      return result;
    } catch (error) {
      await end();
      throw error;
    }
  }

  /** @throws ConnectionLost whatever the reason: the login has worked before */
  #acquire(): Promise<Connection> {
    return this.#pool.pool.acquire().promise.catch((error: unknown) => {
      throw new ConnectionLost(error);
    });
  }
}
