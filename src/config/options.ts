import { databaseUrl } from './database-url.ts';
import {
  choice,
  count,
  diskSize,
  duration,
  type OptionType,
  path,
  percent,
  port,
  retention,
  size,
  text,
  threadCount,
  toggle,
  webAddress,
} from './option-types.ts';

/** One option: what it takes, where it may come from, and its documentation. */
export interface OptionEntry<T = unknown> {
  /** Absent for what must not stand on a command line, where every user of the machine can read it. */
  readonly flag?: string;
  readonly environment: string;
  readonly type: OptionType<T>;
  /** As it would be written; `{package}` is the directory of this package, `{dataDir}` the value of an option further up. */
  readonly default?: string;
  /** For the manual and `--help`, the first sentence in one line. */
  readonly documentation: string;
  /** Never shown. */
  readonly secret?: true;
  /** What to think of before production; said at start when `when` holds. */
  readonly caution?: { readonly when: (value: T) => boolean; readonly text: string };
}

type WithDefault<T> = OptionEntry<T> & { readonly default: string };

const option = <T>(entry: WithDefault<T>): WithDefault<T> => Object.freeze(entry);
const optional = <T>(entry: OptionEntry<T>): OptionEntry<T> => Object.freeze(entry);

/** Every option there is, in the order of the manual. Nothing else in the service reads the environment. */
export const OPTIONS = Object.freeze({
  configFile: optional({
    flag: '--config',
    environment: 'CUT_CONFIG',
    type: path,
    documentation:
      'YAML file with options, each under its name as in this table. Relative paths in it start from its directory.',
  }),

  host: option({
    flag: '--host',
    environment: 'CUT_HOST',
    type: text,
    default: '127.0.0.1',
    documentation: 'Address to listen on. 0.0.0.0 or :: listens on all network interfaces.',
    caution: {
      when: (host) => !/^(127\.|localhost$|::1$)/i.test(host),
      text: 'the service speaks plain HTTP, in which passwords are readable: let other machines reach it only through a proxy that speaks HTTPS',
    },
  }),
  port: option({
    flag: '--port',
    environment: 'CUT_PORT',
    type: port,
    default: '8080',
    documentation: 'Port to listen on. 0 takes any free one; the start message says which.',
  }),
  publicUrl: optional({
    flag: '--public-url',
    environment: 'CUT_PUBLIC_URL',
    type: webAddress,
    documentation:
      'Address that callers use, written into the WSDL, such as https://cut.example.com. Without it the WSDL holds the address it was fetched from.',
  }),
  trustProxy: option({
    flag: '--trust-proxy',
    environment: 'CUT_TRUST_PROXY',
    type: toggle,
    default: 'false',
    documentation: 'Take the address that the caller used from X-Forwarded-Proto and X-Forwarded-Host.',
    caution: {
      when: (trusted) => trusted,
      text: 'X-Forwarded-* headers are believed: the proxy in front must overwrite them',
    },
  }),

  threads: option({
    flag: '--threads',
    environment: 'CUT_THREADS',
    type: threadCount,
    default: 'auto',
    documentation:
      'How many threads answer calls, each with connections of its own to the database; each takes some 100 MB of memory. auto is one for each processor, at most 4, and 1 where the system cannot spread connections among threads (other systems than Linux). See performance.md for what each brings.',
  }),

  dataDir: option({
    flag: '--data-dir',
    environment: 'CUT_DATA_DIR',
    type: path,
    default: './data',
    documentation: 'Directory for the database and for what is sent to partners as files. Made when it is not there.',
  }),
  databaseUrl: option({
    flag: '--database-url',
    environment: 'CUT_DATABASE_URL',
    type: databaseUrl,
    default: 'sqlite:{dataDir}/cut.db',
    documentation:
      'Where the data are: sqlite:<path>, on a disk of this machine, or mssql://<user>:<password>@<host>:<port>/<database> for SQL Server (2017 or later) or Azure SQL, which any number of services share. After a question mark: schema (dbo), encrypt (true), trustServerCertificate (false), instance. With a password in it, set it in the environment or the file: on a command line every user of the machine can read it. See sql-server.md, and architecture.md for several processes on one file.',
  }),
  databasePoolSize: option({
    flag: '--database-pool-size',
    environment: 'CUT_DATABASE_POOL_SIZE',
    type: count,
    default: '20',
    documentation:
      'How many calls use SQL Server at the same time; the others wait their turn. They are shared out among the threads that answer calls; there are up to two connections more in each. No effect on SQLite.',
  }),
  databaseConnectTimeout: option({
    flag: '--database-connect-timeout',
    environment: 'CUT_DATABASE_CONNECT_TIMEOUT',
    type: duration,
    default: '15s',
    documentation: 'How long a connection to SQL Server may take to come about. No effect on SQLite.',
  }),
  databaseRequestTimeout: option({
    flag: '--database-request-timeout',
    environment: 'CUT_DATABASE_REQUEST_TIMEOUT',
    type: duration,
    default: '15s',
    documentation: 'How long one statement on SQL Server may take. No effect on SQLite.',
  }),
  databaseQueueTimeout: option({
    flag: '--database-queue-timeout',
    environment: 'CUT_DATABASE_QUEUE_TIMEOUT',
    type: duration,
    default: '60s',
    documentation:
      'How long a call waits for its turn to use SQL Server; then it is refused as busy. Longer than callers wait for an answer makes no sense. No effect on SQLite.',
  }),
  databaseBusyTimeout: option({
    flag: '--database-busy-timeout',
    environment: 'CUT_DATABASE_BUSY_TIMEOUT',
    type: duration,
    default: '10s',
    documentation:
      'For how long a call is tried again when SQL Server is away or others are in its way; then it is refused as busy. No effect on SQLite.',
  }),
  mappings: option({
    flag: '--mappings',
    environment: 'CUT_MAPPINGS',
    type: path,
    default: '{package}/mappings',
    documentation: 'Directory with the mapping files. The package brings its own; see mappings.md.',
  }),
  samples: option({
    flag: '--no-samples',
    environment: 'CUT_SAMPLES',
    type: toggle,
    default: 'true',
    documentation:
      'Sample records for a new, empty database; --no-samples leaves them out. Has no effect on a database that is already there.',
  }),
  adminPassword: optional({
    environment: 'CUT_ADMIN_PASSWORD',
    type: text,
    secret: true,
    documentation:
      'Password of the first user, SADMIN, who is made when the database has no users. At least 8 characters. Without it a random one is made, which is printed once on a terminal, and otherwise written to the file admin-password in the data directory, readable to its owner only: take it from there and delete the file. No effect afterwards.',
  }),

  dateFormat: option({
    flag: '--date-format',
    environment: 'CUT_DATE_FORMAT',
    type: choice('siebel', 'iso'),
    default: 'siebel',
    documentation: 'How dates are written: siebel is MM/DD/YYYY HH:MM:SS, iso is YYYY-MM-DDTHH:MM:SS. Both are read.',
  }),
  queryLimit: option({
    flag: '--query-limit',
    environment: 'CUT_QUERY_LIMIT',
    type: count,
    default: '1000',
    documentation: 'How many records a query may answer. A query that matches more is refused.',
  }),
  maximumPageSize: option({
    flag: '--maximum-page-size',
    environment: 'CUT_MAXIMUM_PAGE_SIZE',
    type: count,
    default: '100',
    documentation: 'Largest page that QueryPage answers. A larger PageSize is refused.',
  }),
  decoder: option({
    flag: '--decoder',
    environment: 'CUT_DECODER',
    type: choice('compiled', 'general'),
    default: 'compiled',
    documentation:
      'How messages are read. compiled reads ordinary ones in one pass, and leaves the others to the general way: XML parser, XSD validator, binding. general reads all of them so, several times slower; the result is the same.',
  }),
  bodyLimit: option({
    flag: '--body-limit',
    environment: 'CUT_BODY_LIMIT',
    type: size,
    default: '16MB',
    documentation:
      'Largest message accepted. All messages being read together may take 16 times that in memory, shared out among the threads that answer calls; further ones are refused as busy.',
  }),
  feedLimit: option({
    flag: '--feed-limit',
    environment: 'CUT_FEED_LIMIT',
    type: diskSize,
    default: '20GB',
    documentation:
      'Largest batch feed accepted, unpacked; so much is needed on the disk of the data directory. See feeds.md.',
  }),
  feedAtomicLimit: option({
    flag: '--feed-atomic-limit',
    environment: 'CUT_FEED_ATOMIC_LIMIT',
    type: count,
    default: '10000',
    documentation:
      'Most objects of a batch feed that is written as a whole or not at all; all other writers wait meanwhile.',
  }),

  feedsAtOnce: option({
    flag: '--feeds-at-once',
    environment: 'CUT_FEEDS_AT_ONCE',
    type: count,
    default: '2',
    documentation:
      'How many batch feeds a service works on at once, in turn; the others wait. With more than one, a feed may end before one that came earlier: set it to 1 where feeds are about the same records and the later one is to win.',
  }),
  feedFolder: optional({
    flag: '--feed-folder',
    environment: 'CUT_FEED_FOLDER',
    type: path,
    documentation:
      'Drop folder for batch feeds: files that appear in its folder in are written, and end up in its folders done or rejected. Made when it is not there; of one service only. Without it there is none.',
  }),
  feedShare: option({
    flag: '--feed-share',
    environment: 'CUT_FEED_SHARE',
    type: percent,
    default: '50',
    documentation:
      'Percentage of the time that batch feeds may take while there are SOAP callers. When nobody calls, they take all of it.',
  }),

  feedRetention: option({
    flag: '--feed-retention',
    environment: 'CUT_FEED_RETENTION',
    type: retention,
    default: '90d',
    documentation:
      'How long a batch feed that has ended is remembered, with the file of its rejected objects. As long as it is, the same content is recognised, and not written again.',
  }),
  requestTimeout: option({
    flag: '--request-timeout',
    environment: 'CUT_REQUEST_TIMEOUT',
    type: duration,
    default: '60s',
    documentation:
      'Time in which a caller must have sent its whole request; of a batch feed, time in which some of it must arrive.',
  }),
  headersTimeout: option({
    flag: '--headers-timeout',
    environment: 'CUT_HEADERS_TIMEOUT',
    type: duration,
    default: '15s',
    documentation: 'Time in which a caller must have sent the headers of its request.',
  }),
  maxConnections: option({
    flag: '--max-connections',
    environment: 'CUT_MAX_CONNECTIONS',
    type: count,
    default: '2048',
    documentation:
      'Connections held open at the same time by each thread that answers calls; further ones are closed at once.',
  }),
  shutdownTimeout: option({
    flag: '--shutdown-timeout',
    environment: 'CUT_SHUTDOWN_TIMEOUT',
    type: duration,
    default: '30s',
    documentation: 'How long a stopping service waits for requests that are under way.',
  }),
  outboxInterval: option({
    flag: '--outbox-interval',
    environment: 'CUT_OUTBOX_INTERVAL',
    type: duration,
    default: '1s',
    documentation: 'How often the outbox is looked through for messages to deliver.',
  }),
  outboxRetention: option({
    flag: '--outbox-retention',
    environment: 'CUT_OUTBOX_RETENTION',
    type: duration,
    default: '7d',
    documentation:
      'How long the record of a message that was delivered, or skipped, is kept in the outbox. Dead letters stay until somebody decides about them.',
  }),
  inboxRetention: option({
    flag: '--inbox-retention',
    environment: 'CUT_INBOX_RETENTION',
    type: duration,
    default: '1d',
    documentation:
      'How long a message that came with an id of its own is remembered: when it comes again, it is answered as the first time, and changes nothing. See soap.md.',
  }),
  policyInterval: option({
    flag: '--policy-interval',
    environment: 'CUT_POLICY_INTERVAL',
    type: duration,
    default: '1s',
    documentation:
      'How often the service looks for changes that workflow policies are about, whoever has made them. See policies.md.',
  }),
  leaseDuration: option({
    flag: '--lease-duration',
    environment: 'CUT_LEASE_DURATION',
    type: duration,
    default: '30s',
    documentation:
      'How long after the sudden death of a process its work, such as the deliveries to a partner, waits until another process takes it over. The clocks of all machines must agree to within a fraction of it.',
  }),

  logLevel: option({
    flag: '--log-level',
    environment: 'CUT_LOG_LEVEL',
    type: choice('error', 'warn', 'info', 'debug'),
    default: 'info',
    documentation: 'Least severity that is logged. Each request is one line at info.',
  }),
  logFormat: option({
    flag: '--log-format',
    environment: 'CUT_LOG_FORMAT',
    type: choice('auto', 'text', 'json'),
    default: 'auto',
    documentation:
      'Form of the log: text for people, json for machines; auto is text on a terminal and json otherwise.',
  }),
});

export type OptionName = keyof typeof OPTIONS;

type ValueOf<Entry> = Entry extends { readonly type: OptionType<infer T>; readonly default: string }
  ? T
  : Entry extends { readonly type: OptionType<infer T> }
    ? T | undefined
    : never;

/** The options of one run: sizes in bytes, durations in milliseconds, paths absolute. */
export type Options = { readonly [Name in OptionName]: ValueOf<(typeof OPTIONS)[Name]> };

/** Names and entries, in the order of the manual. */
export function optionEntries(): readonly (readonly [OptionName, OptionEntry])[] {
  return Object.entries(OPTIONS) as unknown as readonly (readonly [OptionName, OptionEntry])[];
}
