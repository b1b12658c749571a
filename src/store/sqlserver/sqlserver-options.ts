/** Where the database is and how to get in. */
interface SqlServerAddress {
  readonly host: string;
  readonly port: number;
  /** A named instance; then the port does not count. */
  readonly instance?: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** Where the tables are. */
  readonly schema: string;
  readonly encrypt: boolean;
  readonly trustServerCertificate: boolean;
}

/** Times in milliseconds. */
export interface SqlServerOptions {
  readonly address: SqlServerAddress;
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
