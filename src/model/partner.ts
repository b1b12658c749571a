/** Back-office systems, as `partners.yaml` declares them. Times are milliseconds. */
import type { PlacedText } from './placed-text.ts';

/** A back-office system that receives what Send processes put out. */
export interface Partner {
  readonly name: string;
  readonly receives: readonly Subscription[];
  /** Logins of the users as whom it calls us: what they change does not go back to it. */
  readonly logins?: readonly string[];
  readonly transport: PartnerTransport;
  /** Most deliveries under way to it at the same time, in all processes together. */
  readonly concurrency: number;
  /** How long one try may take. */
  readonly timeout: number;
  readonly retry: RetryPolicy;
  readonly breaker: BreakerPolicy;
}

/** The messages of one Send process that a partner gets. */
export interface Subscription {
  /** Name of the process. */
  readonly process: string;
  /** Siebel query language over the root component; all messages when left out. */
  readonly when?: PlacedText;
  /** Name of the integration object map that makes the partner's message; it gets the integration object itself when left out. */
  readonly map?: PlacedText;
  /** Map arguments. */
  readonly arguments?: ReadonlyMap<string, string>;
  /** Name of the process that receives what the partner answers; answers are only kept when left out. */
  readonly answer?: string;
}

export interface RetryPolicy {
  /** So many refusals by the partner make a message a dead letter. */
  readonly refusals: number;
  /** After the first failure; each further one doubles it. */
  readonly firstPause: number;
  readonly longestPause: number;
  /** A try that fails so long after the message was put out is the last one, whatever the reason. */
  readonly giveUpAfter: number;
}

export interface BreakerPolicy {
  /** So many failures in a row that are the partner's, not a message's, make the service leave it alone. */
  readonly failures: number;
  /** For so long, the first time; each further one doubles it. */
  readonly firstPause: number;
  readonly longestPause: number;
}

/** A value that may differ from one installation to the next: an environment variable, or a file with nothing else in it. */
export type Reference = { readonly env: string } | { readonly file: string };

/** User name and password, by reference. */
export interface PartnerCredentials {
  readonly user: string | Reference;
  readonly password: Reference;
}

/** PEM files, by reference. */
export interface PartnerTls {
  /** Whom to trust beside the well-known authorities' certificates, in their place. */
  readonly authority?: Reference;
  /** Our own certificate and key, for partners that ask for one. */
  readonly certificate?: Reference;
  readonly key?: Reference;
  readonly passphrase?: Reference;
}

export type PartnerTransport = FileTransportEntry | HttpTransportEntry | SoapTransportEntry | AmqpTransportEntry;

interface FileTransportEntry {
  readonly kind: 'file';
  /** Inside the data directory. */
  readonly directory: string;
  /** Pattern of the file names: `{sequence}_{process}_{objectId}_{messageId}.xml`; `{created}` may be in it, too. */
  readonly name: string;
}

export interface HttpTransportEntry {
  readonly kind: 'http';
  readonly url: string | Reference;
  readonly contentType: string;
  readonly basic?: PartnerCredentials;
  readonly tls?: PartnerTls;
}

/** A SOAP operation of the partner's, document/literal or rpc/literal, as its own WSDL describes it. */
export interface SoapTransportEntry {
  readonly kind: 'soap';
  /** That of the mapping files. */
  readonly folder: string;
  /** Path of the WSDL below it, with `/`. */
  readonly wsdl: string;
  readonly operation: string;
  /** Of the WSDL's, when several have the operation. */
  readonly port?: string;
  /** In place of the address in the WSDL. */
  readonly url?: string | Reference;
  readonly version: '1.1' | '1.2';
  /** What stands in the operation's input element: the list of the integration object, or the whole `SiebelMessage`. */
  readonly content: 'list' | 'message';
  readonly basic?: PartnerCredentials;
  readonly tls?: PartnerTls;
  readonly usernameToken?: UsernameTokenEntry;
  readonly signature?: SignatureEntry;
}

/** WS-Security UsernameToken Profile 1.0. */
export interface UsernameTokenEntry extends PartnerCredentials {
  readonly passwordType: 'text' | 'digest';
}

/** WS-Security X.509 signature over the body and the time stamp. PEM files, by reference. */
interface SignatureEntry {
  readonly certificate: Reference;
  readonly key: Reference;
  readonly passphrase?: Reference;
}

/** An address of a broker that speaks AMQP 1.0. */
export interface AmqpEntry {
  /** `amqp:` or `amqps:`, host and port. */
  readonly url: string | Reference;
  /** As the broker writes it: `/queue/billing` of RabbitMQ 3, `billing` of most others. */
  readonly address: string;
  /** For SASL PLAIN. */
  readonly sasl?: PartnerCredentials;
  readonly tls?: PartnerTls;
}

export interface AmqpTransportEntry extends AmqpEntry {
  readonly kind: 'amqp';
  readonly contentType: string;
}
