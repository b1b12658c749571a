import { join } from 'node:path';
import { Readable } from 'node:stream';
import { SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import { integrationObjectXsd } from '../../src/contract/integration-object-xsd.ts';
import type { Feed } from '../../src/feed/feed.ts';
import { type FeedRequest, Feeds } from '../../src/feed/feeds.ts';
import { ReceivingProcesses } from '../../src/feed/receiving-processes.ts';
import { findRejects, type Reject } from '../../src/feed/reject-rows.ts';
import { fairShare } from '../../src/feed/run/fair-share.ts';
import type { FeedRunParts } from '../../src/feed/run/feed-run.ts';
import { Holder } from '../../src/feed/run/holder.ts';
import { workOnFeed } from '../../src/feed/run/work-on-feed.ts';
import { KnownElements } from '../../src/feed/split/known-elements.ts';
import { Spool } from '../../src/feed/spool/spool.ts';
import { Outbox } from '../../src/outbound/outbox.ts';
import type { Store } from '../../src/store/store.ts';
import { businessServices } from '../../src/workflow/business-services.ts';
import { ProcessInterpreter } from '../../src/workflow/process-interpreter.ts';
import { MessageDecoder } from '../../src/xml/message-decoder.ts';
import { MessageEncoders } from '../../src/xml/message-encoders.ts';
import { SchemaValidator } from '../../src/xml/schema-validator.ts';
import { createDatabase } from '../support/database.ts';
import { decoderWay } from '../support/decoder-way.ts';
import { model } from '../support/model.ts';

const objects = [...model.integrationObjects.values()];
const validator = SchemaValidator.create(new Map(objects.map((object) => [object.name, integrationObjectXsd(object)])));
const decoder = new MessageDecoder(objects, validator, { way: decoderWay });
const adapter = new SiebelAdapter(model, { queryLimit: 100 });
const encoder = new MessageEncoders(objects, { dates: 'siebel' });

export const CALLER = { login: 'SADMIN', userId: '0-1' };

/** Feeds on a database of their own, with all parts real. */
export interface FeedService extends AsyncDisposable {
  /** Where its database is. */
  readonly directory: string;
  readonly store: Store;
  readonly spool: Spool;
  readonly feeds: Feeds;
  readonly parts: FeedRunParts;
  /** Takes a feed and works on it to its end. */
  run(text: string | Buffer, more?: Partial<FeedRequest>, changed?: Partial<FeedRunParts>): Promise<Feed>;
  rejects(feed: Feed): Promise<readonly Reject[]>;
}

export async function openFeeds(): Promise<FeedService> {
  const database = await createDatabase();
  const { store } = database;
  const services = businessServices({ adapter, outbox: new Outbox(new Map()), encoder, decoder });
  const interpreter = new ProcessInterpreter(model, store, services);
  const receivers = new ReceivingProcesses(model, (process) => interpreter.writes(process));
  const spool = new Spool({ directory: join(database.directory, 'spool'), limit: 300_000_000 });
  const feeds = new Feeds({ store, spool, receivers });
  const holder = new Holder();
  const parts: FeedRunParts = {
    store,
    spool,
    decoder,
    interpreter,
    receivers,
    known: new KnownElements(objects),
    holder,
    chunk: { objects: 8, together: 8, bytes: 100_000 },
    objectLimit: 50_000,
    atomicLimit: 50,
    yieldTo: fairShare(1, () => 0),
  };
  return {
    directory: database.directory,
    store,
    spool,
    feeds,
    parts,
    async run(text, more = {}, changed = {}) {
      const { feed } = await feeds.receive({ ...request(text), holder, ...more });
      const ended = await workOnFeed({ ...parts, ...changed }, feed);
      if (ended === undefined) throw new Error('the feed was taken over');
      return ended;
    },
    rejects: (feed) => store.read((reader) => findRejects(reader, feed, 0, 1000)),
    [Symbol.asyncDispose]: () => database.remove(),
  };
}

export function request(text: string | Buffer): Omit<FeedRequest, 'holder'> {
  return { source: Readable.from([Buffer.from(text)]), name: 'feed.xml', caller: CALLER };
}

/** An account with everything that is required, and what `more` adds. */
export function account(
  integrationId: string,
  more: { name?: string; status?: string; content?: string } = {},
): string {
  const { name = `Account ${integrationId}`, status = 'Active', content = '' } = more;
  return `<Account><IntegrationId>${integrationId}</IntegrationId><Name>${name}</Name><AccountStatus>${status}</AccountStatus><AccountTypeCode>Customer</AccountTypeCode><Type>Business</Type><CurrencyCode>EUR</CurrencyCode>${content}</Account>\n`;
}

/** A `SiebelMessage` with these accounts. */
export function accounts(...roots: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<SiebelMessage IntObjectName="CUT Sample Account IO">\n<ListOfCutSampleAccountIo>\n${roots.join('')}</ListOfCutSampleAccountIo>\n</SiebelMessage>\n`;
}

/** Names of the accounts by integration id, of those that the tests have fed. */
export async function storedAccounts(store: Store): Promise<Readonly<Record<string, string>>> {
  const table = model.tables.get('S_ORG_EXT');
  const reference = (name: string) => {
    const column = table?.columns.get(name);
    if (column === undefined) throw new RangeError(`no column ${name}`);
    return { alias: 't', column };
  };
  if (table === undefined) throw new RangeError('no accounts');
  const shape = { table, joins: [], where: [], columns: [reference('INTEGRATION_ID'), reference('NAME')] };
  const rows = await store.read((reader) =>
    reader.select({ shape, condition: { kind: 'all', of: [] }, limit: 10_000 }),
  );
  const fed = rows.filter(([id]) => id?.startsWith('F'));
  return Object.fromEntries(fed.map(([id, name]) => [id, name]).sort()) as Record<string, string>;
}
