import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import type { SoapTransportEntry } from '../../../src/model/partner.ts';
import { createTransports, TransportsUnavailable } from '../../../src/outbound/transports/create-transports.ts';
import { partner } from '../../support/partners.ts';

const TYPES = 'http://billing.example/types';
const schema = (content = '', namespace = TYPES): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="${namespace}" targetNamespace="${namespace}">${content}</xs:schema>`;
const importing = (location: string): string =>
  schema(`<xs:import namespace="${TYPES}" schemaLocation="${location}"/>`, 'http://billing.example/');
const ACCOUNT = schema('<xs:element name="Account" type="xs:string"/>');

const definitions = (content: string): string =>
  `<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tns="http://billing.example/" xmlns:t="${TYPES}" targetNamespace="http://billing.example/">${content}</wsdl:definitions>`;
const MESSAGE = '<wsdl:message name="Send"><wsdl:part name="account" element="t:Account"/></wsdl:message>';
const BINDING =
  MESSAGE +
  '<wsdl:portType name="Billing"><wsdl:operation name="Send"><wsdl:input message="tns:Send"/></wsdl:operation></wsdl:portType>' +
  '<wsdl:binding name="Billing" type="tns:Billing"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>' +
  '<wsdl:operation name="Send"><soap:operation soapAction="send"/><wsdl:input><soap:body use="literal"/></wsdl:input></wsdl:operation></wsdl:binding>';
const SERVICE =
  '<wsdl:service name="Billing"><wsdl:port name="Billing" binding="tns:Billing"><soap:address location="http://127.0.0.1:1/in"/></wsdl:port></wsdl:service>';
const types = (content: string): string => `<wsdl:types>${content}</wsdl:types>`;

/** A WSDL in one file, but for what `content` imports. */
const wsdl = (content: string): string => definitions(content + BINDING + SERVICE);
/** One whose binding stands elsewhere. */
const pointing = (attribute: string): string =>
  definitions(`<wsdl:import namespace="http://billing.example/" ${attribute}/>${SERVICE}`);
const DOCTYPE = '<!DOCTYPE wsdl:definitions>\n';

type Files = Readonly<Record<string, string>>;

const read: readonly (readonly [what: string, files: Files])[] = [
  ['a WSDL in one file', { 'b/main.wsdl': wsdl(types(ACCOUNT)) }],
  [
    'a WSDL and a schema that it imports, from where each stands',
    {
      'b/main.wsdl': pointing('location="parts/bindings.wsdl"'),
      'b/parts/bindings.wsdl': definitions(types(importing('../../x/types.xsd')) + BINDING),
      'x/types.xsd': schema('<xs:include schemaLocation="account.xsd"/>'),
      'x/account.xsd': ACCOUNT,
    },
  ],
  [
    'files that import each other',
    {
      'b/main.wsdl': wsdl(types(importing('types.xsd'))),
      'b/types.xsd': schema('<xs:include schemaLocation="account.xsd"/>'),
      'b/account.xsd': schema('<xs:include schemaLocation="types.xsd"/><xs:element name="Account" type="xs:string"/>'),
    },
  ],
  [
    'copies of what has an address, beside the WSDL, whichever file imports it',
    {
      'b/main.wsdl': pointing('location="https://billing.example/svc?wsdl=bindings"'),
      'b/svc_wsdl_bindings': definitions(types(importing('../xsd/types.xsd')) + BINDING),
      'b/types.xsd': ACCOUNT,
    },
  ],
  [
    'several imports of one namespace',
    {
      'b/main.wsdl': definitions(
        ['message', 'binding']
          .map((file) => `<wsdl:import location="${file}.wsdl" namespace="http://billing.example/"/>`)
          .join('\n') +
          types(ACCOUNT) +
          SERVICE,
      ),
      'b/message.wsdl': definitions(MESSAGE),
      'b/binding.wsdl': definitions(BINDING.replace(MESSAGE, '')),
    },
  ],
  [
    'files in another encoding',
    { 'b/main.wsdl': `<?xml version="1.0" encoding="ISO-8859-1"?>\n${wsdl(types(ACCOUNT))}<!-- f\u00fcr -->` },
  ],
  [
    'schemas that stand beside each other, and import without a location',
    {
      'b/main.wsdl': wsdl(types(schema(`<xs:import namespace="${TYPES}"/>`, 'http://billing.example/') + ACCOUNT)),
    },
  ],
];

const refused: readonly (readonly [what: string, files: Files, problem: string])[] = [
  ['a WSDL that is not there', {}, 'cannot be read (ENOENT)'],
  ['one that is no XML', { 'b/main.wsdl': '<a>' }, 'cannot be used: The message is not well-formed XML: '],
  [
    'one of another kind',
    { 'b/main.wsdl': '<description xmlns="http://www.w3.org/ns/wsdl"/>' },
    'is no WSDL 1.1: its document element is description',
  ],
  [
    'a document type declaration',
    { 'b/main.wsdl': `${DOCTYPE}${wsdl(types(ACCOUNT))}` },
    'has a document type declaration (line 1): take it out, nothing in it counts here',
  ],
  [
    'a document type declaration in a file that it imports',
    { 'b/main.wsdl': pointing('location="bindings.wsdl"'), 'b/bindings.wsdl': `${DOCTYPE}${definitions(BINDING)}` },
    'imports b/bindings.wsdl (b/main.wsdl, line 1), which has a document type declaration (line 1): take it out, nothing in it counts here',
  ],
  [
    'an import without a location',
    { 'b/main.wsdl': pointing('') },
    'has an import without a location (b/main.wsdl, line 1): write there which file it means',
  ],
  [
    'an include without a location',
    { 'b/main.wsdl': wsdl(types(schema('<xs:include/>'))) },
    'has an import without a location (b/main.wsdl, line 1): write there which file it means',
  ],
  [
    'a file that is not there',
    { 'b/main.wsdl': wsdl(types(importing('types.xsd'))) },
    'imports b/types.xsd (b/main.wsdl, line 1), which cannot be read (ENOENT)',
  ],
  [
    'a file that is neither WSDL nor schema',
    { 'b/main.wsdl': pointing('location="bindings.wsdl"'), 'b/bindings.wsdl': '<html/>' },
    'imports b/bindings.wsdl (b/main.wsdl, line 1), which is no XML Schema and no WSDL 1.1: its document element is html',
  ],
  [
    'an address without a copy',
    { 'b/main.wsdl': pointing('location="http://billing.example/wsdl/bindings.wsdl"') },
    'imports http://billing.example/wsdl/bindings.wsdl (b/main.wsdl, line 1), and b/bindings.wsdl cannot be read (ENOENT); nothing is read over a network: put a copy of it, bindings.wsdl, beside the WSDL',
  ],
  [
    'a file outside of the folder',
    { 'b/main.wsdl': wsdl(types(importing('../../types.xsd'))) },
    "imports '../../types.xsd' (b/main.wsdl, line 1), which is no address of a file in the folder of partners.yaml, from where this one stands",
  ],
  [
    'a file named from the root',
    { 'b/main.wsdl': wsdl(types(importing('/etc/passwd'))) },
    "imports '/etc/passwd' (b/main.wsdl, line 1), which is no address of a file",
  ],
];

const SEND = { kind: 'soap', wsdl: 'b/main.wsdl', operation: 'Send', version: '1.1', content: 'list' } as const;

const USELESS: readonly (readonly [what: string, content: string, problem: string])[] = [
  ['no binding', SERVICE, 'the WSDL has no operation Send; it has none'],
  [
    'no message',
    types(ACCOUNT) + BINDING.replace(MESSAGE, '') + SERVICE,
    'the operation Send of the port Billing has no input, or the message of its input is not there',
  ],
];

describe("the files of a partner's WSDL", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cut-wsdl-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const open = async (files: Files) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(name)), { recursive: true });
      writeFileSync(join(folder, name), text, 'latin1');
    }
    const transport: SoapTransportEntry = { ...SEND, folder };
    const sources = { environment: {}, directory: folder };
    return (await createTransports([partner('billing', [], { transport })], sources)).get('billing');
  };

  for (const [what, files] of read) {
    it(`are read: ${what}`, async () => {
      const transport = await open(files);
      await transport?.close();
      expect(transport).to.not.equal(undefined);
    });
  }

  for (const [what, content, problem] of USELESS) {
    it(`are refused: there is ${what}`, async () => {
      const refusal: unknown = await open({ 'b/main.wsdl': definitions(content) }).catch((error: unknown) => error);
      expect(String(refusal)).to.equal(`TransportsUnavailable: partner billing: ${problem}`);
    });
  }

  for (const [what, files, problem] of refused) {
    it(`are refused: ${what}`, async () => {
      const refusal: unknown = await open(files).catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(TransportsUnavailable);
      expect(String(refusal)).to.contain(`partner billing: the WSDL b/main.wsdl ${problem}`);
    });
  }
});
