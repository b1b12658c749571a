/**
 * The card's packages wired together, as one would without this project: package `soap` as the server, an XSD validator, and the same five rows
 * found and updated in SQLite, one transaction per request.
 * Arguments: `libxml2` or `xerces` (package xsd-schema-validator), and the path of a copy of the service's database.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ParseOption, XmlBufferInputProvider, XmlDocument, XsdValidator, xmlRegisterInputProvider } from 'libxml2-wasm';
import soap, { type IServicePort, type ISoapServiceMethod } from 'soap';
import { AccountRows } from '../account-rows.ts';

const [validatorName, path] = process.argv.slice(2);
const root = join(import.meta.dirname, '..', '..');
const xsdPath = join(root, 'xsd', 'account.xsd');
const validate = await createValidator(validatorName ?? 'libxml2');
const database = new DatabaseSync(path ?? 'peer.db');
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
const rows = new AccountRows(database);

/** What node-soap makes of an element: text or elements by name; several of a name as an array. */
interface Parsed {
  readonly [tag: string]: string | Parsed | readonly Parsed[] | undefined;
}

/** What node-soap read, by request: its handlers get it parsed only. */
const bodies = new WeakMap<object, string>();

async function receive(input: Parsed, _callback: unknown, _headers: unknown, request: object): Promise<object> {
  await validate(bodies.get(request) ?? '');
  const account = instance(input, 'ListOfCutSampleAccountIo', 'Account');
  database.exec('BEGIN IMMEDIATE');
  try {
    const id = rows.update({
      account: text(account, 'IntegrationId').replace('BENCH-', ''),
      description: text(account, 'Description'),
      jobTitle: text(instance(account, 'ListOfRelatedContact', 'RelatedContact'), 'JobTitle'),
      addressName: text(instance(account, 'ListOfBusinessAddress', 'BusinessAddress'), 'AddressName'),
      billingAccount: text(instance(account, 'ListOfBillingProfile', 'BillingProfile'), 'ExternalBillingAccountNumber'),
      creditLimit: Number(text(instance(account, 'ListOfCreditProfile', 'CreditProfile'), 'AutoApprovalLimit')),
    });
    database.exec('COMMIT');
    return { Object_spcId: id };
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

/** The first instance of a container. */
function instance(parent: Parsed | undefined, container: string, tag: string): Parsed | undefined {
  return element(element(parent?.[container])?.[tag]);
}

function element(value: Parsed[string]): Parsed | undefined {
  const first: Parsed | string | undefined = Array.isArray(value) ? value[0] : (value as Parsed | string | undefined);
  return typeof first === 'object' ? first : undefined;
}

function text(of: Parsed | undefined, tag: string): string {
  const value = of?.[tag];
  return typeof value === 'string' ? value : '';
}

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const wsdl = join(root, 'wsdl', 'account.wsdl');
  const soapServer = soap.listen(server, {
    path: '/soap',
    services: { CUTAccount: everyPort({ CUTReceiveAccountData: receive as unknown as ISoapServiceMethod }) },
    xml: readFileSync(wsdl, 'utf8'),
    uri: wsdl,
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
