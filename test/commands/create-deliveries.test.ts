import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { Registry } from 'prom-client';
import { createDeliveries } from '../../src/commands/create-deliveries.ts';
import type { Options } from '../../src/config/options.ts';
import { MappedDocuments } from '../../src/mapping/mapped-documents.ts';
import { PartnerUsers } from '../../src/outbound/partner-users.ts';
import { utcNow } from '../../src/store/clock.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { shippedMaps } from '../mapping/golden-maps.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { TestDelivery } from '../support/delivery.ts';
import { model } from '../support/model.ts';
import { accepts, type PartnerServer, startPartner } from '../support/partner-server.ts';
import { httpTransport, partner } from '../support/partners.ts';
import { decoder, interpreterOn } from '../support/process-runner.ts';
import { until } from '../support/until.ts';

const SEND = 'CUT Send Account Data';

describe('the log of deliveries', () => {
  let database: TestDatabase;
  let server: PartnerServer;
  let directory: string;

  beforeEach(async () => {
    database = await createDatabase();
    server = await startPartner();
    directory = mkdtempSync(join(tmpdir(), 'cut-deliveries-'));
  });
  afterEach(async () => {
    await server.stop();
    await database.remove();
    rmSync(directory, { recursive: true });
  });

  it('tells of messages that are delivered, fail and are dead, of partners that are left alone and are back, and of a database that is away', async () => {
    const billing = partner('billing', [SEND], {
      transport: httpTransport(server.url),
      retry: { refusals: 1, firstPause: 1, longestPause: 1, giveUpAfter: 60_000 },
      breaker: { failures: 1, firstPause: 1, longestPause: 1 },
    });
    const delivery = new TestDelivery([billing], directory);
    const before = new TestDelivery([billing, partner('gone', [SEND])], directory);
    for (const objectId of ['1-X', '1-Y']) await before.put(database.store, SEND, objectId);
    const output = new PassThrough();
    let text = '';
    output.on('data', (chunk) => {
      text += chunk;
    });
    const options = {
      leaseDuration: 30_000,
      outboxInterval: 10,
      dataDir: directory,
      shutdownTimeout: 1000,
    } as Options;
    const log = createLog({ level: 'info', format: 'json', output });
    const service = {
      store: database.store,
      model: { ...model, partners: [billing] },
      runner: interpreterOn(database),
      documents: new MappedDocuments(decoder, shippedMaps, utcNow),
      partnerUsers: new PartnerUsers(model.tables.get('S_USER') ?? expect.fail()),
    };
    await using deliveries = await createDeliveries(service, options, log, new Registry());
    deliveries.start();

    await until(() =>
      text.includes('"deliveries wait for a partner that partners.yaml does not have","partner":"gone"'),
    );
    expect(text.match(/does not have/g)).to.have.length(1);
    await delivery.put(database.store, SEND, '1-A');
    await until(() => text.includes('"message":"delivered"'));
    server.behave((_message, response) => response.writeHead(503).end());
    await delivery.put(database.store, SEND, '1-B');
    await until(() => text.includes('"message":"delivery failed"') && text.includes('is left alone'));
    server.behave(accepts);
    await until(() => text.includes('"message":"partner is back"'));
    server.behave((_message, response) => response.writeHead(400).end());
    await delivery.put(database.store, SEND, '1-C');
    await until(() => text.includes('"message":"dead letter"'));
    await database.store.close();
    await until(() => text.includes('"message":"outbox cannot be read or written"'));
    expect(text).to.contain('"partner":"billing"');
  });
});
