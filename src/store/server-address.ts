/** Where a database server is, which of its databases is meant, and how to get in. */
export interface ServerAddress {
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
