/**
 * The card's packages wired together, as one would without this project: package `soap` as the server, an XSD validator (argument:
 * `libxml2` or `xerces`, which is package xsd-schema-validator), and the same five rows written to SQLite, one transaction per request.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ParseOption, XmlBufferInputProvider, XmlDocument, XsdValidator, xmlRegisterInputProvider } from 'libxml2-wasm';
import soap, { type IServicePort, type ISoapServiceMethod } from 'soap';

const [validatorName, dataDirectory] = process.argv.slice(2);
const root = join(import.meta.dirname, '..', '..');
const xsdPath = join(root, 'xsd', 'account.xsd');
const validate = await createValidator(validatorName ?? 'libxml2');
const database = openDatabase(join(dataDirectory ?? '.', 'peer.db'));
const upserts = ['account', 'contact', 'address', 'billing_profile', 'credit_profile'].map((table) =>
  database.prepare(
    `INSERT INTO ${table} (key, payload) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET payload = excluded.payload`,
  ),
);

type Values = Record<string, unknown>;

/** What node-soap read, by request: its handlers get it parsed only. */
const bodies = new WeakMap<object, string>();

async function receive(input: Values, _callback: unknown, _headers: unknown, request: object): Promise<Values> {
  await validate(bodies.get(request) ?? '');
  const account = (input.ListOfCutSampleAccountIo as { Account: Values[] | Values }).Account;
  const first = Array.isArray(account) ? account[0] : account;
  const key = String(first?.IntegrationId);
  const parts = [
    first,
    first?.ListOfRelatedContact,
    first?.ListOfBusinessAddress,
    first?.ListOfBillingProfile,
    first?.ListOfCreditProfile,
  ];
  database.exec('BEGIN IMMEDIATE');
  for (const [index, upsert] of upserts.entries()) upsert.run(key, JSON.stringify(parts[index]));
  database.exec('COMMIT');
  return { Object_spcId: key };
}

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const path = join(root, 'wsdl', 'account.wsdl');
  const soapServer = soap.listen(server, {
    path: '/soap',
    services: { CUTAccount: everyPort({ CUTReceiveAccountData: receive as ISoapServiceMethod }) },
    xml: readFileSync(path, 'utf8'),
    uri: path,
  });
  soapServer.log = (type, data, request) => {
    if (type === 'received' && request !== undefined) bodies.set(request, String(data));
  };
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.stdout.write(`http://127.0.0.1:${address.port}\n`);
});
process.once('SIGTERM', () => process.exit(0));

/** node-soap looks the port up by name; every port of the WSDL gets the same operations. */
function everyPort(operations: IServicePort): Record<string, IServicePort> {
  return new Proxy({}, { get: () => operations, has: () => true });
}

async function createValidator(name: string): Promise<(body: string) => Promise<void>> {
  if (name === 'xerces') {
    const { validateXML } = await import('xsd-schema-validator');
    return async (body) => {
      await validateXML(payload(body), xsdPath);
    };
  }
  xmlRegisterInputProvider(new XmlBufferInputProvider({}));
  using schema = XmlDocument.fromBuffer(readFileSync(xsdPath), { option: ParseOption.XML_PARSE_NONET });
  const validator = XsdValidator.fromDoc(schema);
  return async (body) => {
    using document = XmlDocument.fromString(payload(body));
    validator.validate(document);
  };
}

function payload(body: string): string {
  return body.slice(body.indexOf('<ListOfCut'), body.lastIndexOf('</CUTReceive'));
}

function openDatabase(path: string): DatabaseSync {
  const opened = new DatabaseSync(path);
  opened.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  for (const table of ['account', 'contact', 'address', 'billing_profile', 'credit_profile']) {
    opened.exec(`CREATE TABLE IF NOT EXISTS ${table} (key TEXT PRIMARY KEY, payload TEXT)`);
  }
  return opened;
}
