import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { Registry } from 'prom-client';
import { createDeliveries } from '../../src/commands/create-deliveries.ts';
import type { Options } from '../../src/config/options.ts';
import { MappedDocuments } from '../../src/mapping/mapped-documents.ts';
import type { SoapTransportEntry } from '../../src/model/partner.ts';
import { PartnerUsers } from '../../src/outbound/partner-users.ts';
import { utcNow } from '../../src/store/clock.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { shippedMaps } from '../mapping/golden-maps.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { TestDelivery } from '../support/delivery.ts';
import { MAPPINGS, model } from '../support/model.ts';
import { partner } from '../support/partners.ts';
import { decoder, interpreterOn } from '../support/process-runner.ts';
import { type SoapService, startSoapService } from '../support/soap-service.ts';
import { until } from '../support/until.ts';

const PROCESS = 'CUT Send Account Data';
const WSDL = join(import.meta.dirname, '..', 'fixtures', 'partners', 'billing.wsdl');

const IN_OWN_SHAPE =
  '<CustomerUpdate xmlns="urn:example:billing"><Customer currency="GBP"><Number>CRM-700104</Number><Name><Legal>Tyne Software Ltd</Legal><Short>T&amp;C</Short></Name><State>A</State></Customer></CustomerUpdate>';
const AS_INTEGRATION_OBJECT =
  '<SiebelMessage><ListOfCutSampleAccountIo xmlns="http://www.siebel.com/xml/CUT%20Sample%20Account%20IO"><Account><IntegrationId>CRM-700104</IntegrationId><Name>Tyne Software Ltd</Name><Alias>T&amp;C</Alias><AccountTypeCode>Customer</AccountTypeCode><Type>Business</Type><CurrencyCode>GBP</CurrencyCode></Account></ListOfCutSampleAccountIo></SiebelMessage>';

/** How a partner answers by SOAP: its operation, and what stands in the element that the WSDL wraps the answer in. */
const ANSWERS: readonly (readonly [what: string, operation: 'Update' | 'Exchange', content: string])[] = [
  ['its own shape in an output element', 'Update', `<Code>0</Code>${IN_OWN_SHAPE}`],
  ['an integration object in an output element', 'Update', `<Code>0</Code>${AS_INTEGRATION_OBJECT}`],
  ['its own shape in a part of an operation in rpc style', 'Exchange', IN_OWN_SHAPE],
];

describe("the document in a partner's SOAP answer", () => {
  let directory: string;
  let database: TestDatabase;
  let billing: SoapService;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'cut-answers-'));
    cpSync(WSDL, join(directory, 'billing.wsdl'));
    cpSync(join(MAPPINGS, 'external', 'billing-customer.xsd'), join(directory, 'billing-customer.xsd'));
    database = await createDatabase();
  });
  afterEach(async () => {
    await billing.stop();
    await database.remove();
    rmSync(directory, { recursive: true });
  });

  const alias = (): unknown => {
    const reader = new DatabaseSync(join(database.directory, 'cut.db'), { readOnly: true });
    const row = reader.prepare("SELECT ALIAS_NAME FROM S_ORG_EXT WHERE INTEGRATION_ID = 'CRM-700104'").get();
    reader.close();
    return row?.ALIAS_NAME;
  };

  for (const [what, operation, content] of ANSWERS) {
    it(`is received: ${what}`, async () => {
      const Update = () => ({ $xml: content });
      const Exchange = () => ({ customer: { $xml: content } });
      const services = { Billing: { Billing: { Update }, BillingRpc: { Exchange } } };
      const path = operation === 'Update' ? '/in' : '/rpc';
      billing = await startSoapService({ wsdl: join(directory, 'billing.wsdl'), services, path });
      const transport: SoapTransportEntry = {
        ...{ kind: 'soap', folder: directory, wsdl: 'billing.wsdl', version: '1.1', content: 'list' },
        operation,
        url: billing.url,
      };
      const partners = [partner('billing', [{ process: PROCESS, answer: 'CUT Receive Account Data' }], { transport })];
      const service = {
        store: database.store,
        model: { ...model, partners },
        runner: interpreterOn(database),
        documents: new MappedDocuments(decoder, shippedMaps, utcNow),
        partnerUsers: new PartnerUsers(model.tables.get('S_USER') ?? expect.fail()),
      };
      const options = { leaseDuration: 30_000, outboxInterval: 10, dataDir: directory, shutdownTimeout: 1000 };
      const log = createLog({ level: 'error', format: 'json', output: process.stderr });
      await using deliveries = await createDeliveries(service, options as Options, log, new Registry());
      deliveries.start();
      await new TestDelivery(partners, directory).put(database.store, PROCESS, '1-A');
      await until(() => alias() === 'T&C');
    });
  }
});
