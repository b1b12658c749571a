import type { ServerAddress } from '../server-address.ts';

/** Times in milliseconds. */
export interface SqlServerOptions {
  readonly address: ServerAddress;
  /** How many works use the database at the same time. */
  readonly poolSize: number;
  readonly connectTimeout: number;
  /** How long one statement may take. */
  readonly requestTimeout: number;
  /** How long a work waits for its turn. */
  readonly queueLimit: number;
  /** For how long a work is tried again that others are in the way of, or that the server is not there for. */
  readonly busyLimit: number;
  /** How long one work may take. */
  readonly workLimit: number;
}
