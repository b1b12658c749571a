import { type Connection, Request, TYPES } from 'tedious';
import type { Value } from '../store.ts';
import { declaredLength, type Parameter } from './parameters.ts';
import { ConnectionLost, errorNumbers } from './sqlserver-errors.ts';

/** Rows of one result, as texts, numbers and nulls. */
export type ResultRows = readonly (readonly Value[])[];

/** Hears of every round trip: the text that was sent. */
export type RoundTripListener = (text: string) => void;

/** "Transaction count after EXECUTE indicates a mismatching number of BEGIN and COMMIT statements." */
const TRANSACTION_COUNT_DIFFERS = 266;

/**
 * A connection in hand, and the transaction on it. The transaction begins with the first statement and ends with the last one, so that neither
 * takes a round trip of its own.
 *
 * Statements go through sp_executesql, so that SQL Server keeps their plans; that a transaction goes on after it is what error 266 is about. SQL
 * Server does not raise it with XACT_ABORT on, which every connection of ours has; it is no error to us where it comes.
 */
export class Session {
  readonly #connection: Connection;
  readonly #isolation: string;
  readonly #onRoundTrip: RoundTripListener;
  #state: 'new' | 'begun' | 'ended' = 'new';
  #isBroken = false;

  /** @param isolation the statement that sets the isolation level, before each text of the transaction: it does not outlive sp_executesql everywhere */
  constructor(connection: Connection, isolation: string, onRoundTrip: RoundTripListener) {
    this.#connection = connection;
    this.#isolation = isolation;
    this.#onRoundTrip = onRoundTrip;
  }

  /** The connection cannot be used again. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Runs a batch in the transaction. @returns the rows of its results */
  async run(text: string, parameters: readonly Parameter[] = []): Promise<readonly ResultRows[]> {
    const begin = this.#state === 'new' ? `${BEGIN}\n` : '';
    this.#state = 'begun';
    return this.#execute(`${this.#isolation}${begin}${text}`, parameters);
  }

  /** Runs a batch and commits. */
  async commitWith(text: string, parameters: readonly Parameter[]): Promise<void> {
    await this.run(`${text}\n${COMMIT}`, parameters);
    this.#state = 'ended';
  }

  /** Ends a transaction that has written nothing. */
  async commit(): Promise<void> {
    if (this.#state === 'begun') await this.#execute(COMMIT, []);
    this.#state = 'ended';
  }

  /** Undoes everything; a connection on which that fails is broken. */
  async rollBack(): Promise<void> {
    if (this.#state !== 'begun' || this.#isBroken) return;
    this.#state = 'ended';
    try {
      await this.#execute(ROLLBACK, []);
    } catch {
      this.close();
    }
  }

  /** Runs a batch outside of the transaction, when that has ended. */
  runAlone(text: string, parameters: readonly Parameter[] = []): Promise<readonly ResultRows[]> {
    return this.#execute(text, parameters);
  }

  /** Runs a batch outside of the transaction that may take as long as it takes: who builds an index waits for all rows of its table. */
  runLong(text: string, parameters: readonly Parameter[] = []): Promise<readonly ResultRows[]> {
    return this.#execute(text, parameters, NO_TIME_LIMIT);
  }

  /** Gives the connection up, whatever goes on there; the server rolls back. */
  close(): void {
    this.#isBroken = true;
    this.#connection.close();
  }

  #execute(text: string, parameters: readonly Parameter[], timeLimit?: number): Promise<readonly ResultRows[]> {
    const { promise, resolve, reject } = Promise.withResolvers<readonly ResultRows[]>();
    const results: Value[][][] = [];
    const request = new Request(text, (error) => {
      if (error === null || error === undefined || isOnlyCount(error)) return resolve(results);
      if (errorNumbers(error).length > 0 || isWrongParameter(error)) return reject(error);
      this.close();
      reject(new ConnectionLost(error));
    });
    request.on('columnMetadata', () => results.push([]));
    request.on('row', (columns: readonly { readonly value: Value }[]) => {
      results.at(-1)?.push(columns.map(({ value }) => value));
    });
    for (const [position, value] of parameters.entries()) {
      const name = `p${position + 1}`;
      if (typeof value === 'number') request.addParameter(name, TYPES.Int, value);
      else request.addParameter(name, TYPES.NVarChar, value, { length: declaredLength(value) });
    }
    if (timeLimit !== undefined) request.setTimeout(timeLimit);
    this.#onRoundTrip(text);
    this.#connection.execSql(request);
    return promise;
  }
}

/** To the driver. */
const NO_TIME_LIMIT = 0;

const BEGIN = 'BEGIN TRANSACTION;';
const COMMIT = 'COMMIT TRANSACTION;';
const ROLLBACK = 'IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;';

/** The driver has sent nothing. */
function isWrongParameter(error: Error): boolean {
  return 'code' in error && error.code === 'EPARAM';
}

function isOnlyCount(error: Error): boolean {
  const numbers = errorNumbers(error);
  return numbers.length > 0 && numbers.every((number) => number === TRANSACTION_COUNT_DIFFERS);
}
