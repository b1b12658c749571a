import type { MistakeCase } from '../model/broken-copy.ts';

const MAP = 'maps/account.yaml';
const XSD = 'external/partner.xsd';

/** Each is the valid map of `test/fixtures/mappings/valid` with one text replaced. */
export const MAP_MISTAKES: readonly MistakeCase[] = [
  {
    what: 'an integration object that is not there',
    file: MAP,
    from: 'source: Sample Account IO',
    to: 'source: Sample Acount IO',
    problems: [`${MAP}:2:9: there is no integration object 'Sample Acount IO'; did you mean 'Sample Account IO'?`],
  },
  {
    what: 'an XSD that is not there',
    file: MAP,
    from: 'partner.xsd',
    to: 'other.xsd',
    problems: [`${MAP}:3:1: external/other.xsd cannot be used: it cannot be read (ENOENT)`],
  },
  {
    what: 'an XSD in another folder',
    file: MAP,
    from: 'partner.xsd',
    to: '../partner.xsd',
    problems: [
      `${MAP}:3:16: '../partner.xsd' is not allowed here; expected: a file in external/: names with / between them, no . or .. among them`,
    ],
  },
  {
    what: 'a document element that is not there',
    file: MAP,
    from: 'element: Customer }',
    to: 'element: Custmer }',
    problems: [
      `${MAP}:3:1: external/partner.xsd cannot be used: it has no global element 'Custmer'; did you mean 'Customer'?`,
    ],
  },
  {
    what: 'an XSD that is no XML',
    file: XSD,
    from: '</xs:schema>',
    to: '',
    problems: [
      `${MAP}:3:1: external/partner.xsd cannot be used: The message is not well-formed XML: unclosed tag: xs:schema (line 14, column 0)`,
    ],
  },
  {
    what: 'an XSD that is something else',
    file: XSD,
    from: '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">',
    to: '<xs:schema xmlns:xs="urn:else">',
    problems: [`${MAP}:3:1: external/partner.xsd cannot be used: it is no XML Schema`],
  },
  {
    what: 'an XSD that libxml2 does not accept',
    file: XSD,
    from: '  <xs:element name="Customer">',
    to: '  <xs:simpleType/>\n  <xs:element name="Customer">',
    problems: [
      `${MAP}:3:1: external/partner.xsd cannot be used: line 2: Element '{http://www.w3.org/2001/XMLSchema}simpleType': The attribute 'name' is required but missing.`,
    ],
  },
  {
    what: 'a type that the XSD does not have',
    file: XSD,
    from: 'type="xs:decimal"',
    to: 'type="Amount"',
    problems: [
      `${MAP}:3:1: external/partner.xsd cannot be used: line 6: there is no complexType or simpleType 'Amount'`,
    ],
  },
  {
    what: 'a component that the source does not have',
    file: MAP,
    from: 'source: Contact',
    to: 'source: Contacts',
    problems: [`${MAP}:12:13: Sample Account IO has no component 'Contacts'; did you mean 'Contact'?`],
  },
  {
    what: 'a component that the target does not have',
    file: MAP,
    from: 'target: Person',
    to: 'target: Persona',
    problems: [`${MAP}:13:13: partner.xsd Customer has no component 'Persona'; did you mean 'Person'?`],
  },
  {
    what: 'a component whose parent is made of something else',
    file: 'maps/copy.yaml',
    from: "source: Account, target: Account, fields: [{ field: Name, value: '[Name]' }]",
    to: 'source: Account Note, target: Account',
    problems: [
      "maps/copy.yaml:6:32: needs a component map above it that makes what 'Contact' stands in, from 'Contact' or what that stands in",
    ],
  },
  {
    what: 'a field that the target does not have',
    file: MAP,
    from: 'field: Limit',
    to: 'field: Limits',
    problems: [`${MAP}:11:18: 'Customer' has no field 'Limits'; did you mean 'Limit'?`],
  },
  {
    what: 'a field of something that there may be several of',
    file: MAP,
    from: 'field: Limit',
    to: 'field: Person.@role',
    problems: [`${MAP}:11:18: there is not exactly one 'Person' in a 'Customer'; give it a component map`],
  },
  {
    what: 'a field with two rules',
    file: MAP,
    from: 'field: Limit',
    to: 'field: Name',
    problems: [`${MAP}:11:18: there is a rule for 'Name' already`],
  },
  {
    what: 'a condition that is none',
    file: MAP,
    from: '\'[Status] = "Active"\'',
    to: "'[Status]'",
    problems: [
      `${MAP}:8:17: The query does not fit together at character 1: a value stands where a condition was expected; compare it with something`,
    ],
  },
  {
    what: 'a source field that is not there',
    file: MAP,
    from: '[Credit Limit]',
    to: '[Credit Limits]',
    problems: [
      `${MAP}:11:32: The query names field [Account.Credit Limits] at character 1, and there is no such field here; did you mean 'Credit Limit'?`,
    ],
  },
  {
    what: 'a source component that there may be several of',
    file: MAP,
    from: '[Credit Limit]',
    to: '[Account Note.Text]',
    problems: [
      `${MAP}:11:32: The query names component [Account Note] at character 1, and there is no such component here; there is 'Account', 'Contact'`,
    ],
  },
  {
    what: 'a value of a type that the field does not take',
    file: MAP,
    from: '[Credit Limit]',
    to: '[Since]',
    problems: [
      `${MAP}:11:32: The query does not fit together at character 1: 'Limit' takes a number, and this is a date`,
    ],
  },
  {
    what: 'an argument that the map does not declare',
    file: MAP,
    from: '[&Prefix]',
    to: '[&Prefx]',
    problems: [
      `${MAP}:10:31: The query names argument [&Prefx] at character 1, and there is no such argument here; did you mean 'Prefix'?`,
    ],
  },
  {
    what: 'an argument that stands twice',
    file: MAP,
    from: 'default: P }]',
    to: 'default: P }, { argument: Prefix }]',
    problems: [`${MAP}:4:59: there is an argument 'Prefix' already`],
  },
  {
    what: 'a value map that is not there',
    file: MAP,
    from: '"COLOUR"',
    to: '"COLOR"',
    problems: [`${MAP}:15:34: there is no value map 'COLOR'; did you mean 'COLOUR'?`],
  },
  {
    what: 'a value map that has nothing in this direction',
    file: 'value-lists.yaml',
    from: '    - { siebel: Red, external: R }\n    - { siebel: Red, external: RD, direction: Inbound }\n    - { siebel: Pink, external: R, direction: Outbound }',
    to: '    - { siebel: Red, external: R, direction: Inbound }',
    problems: [`${MAP}:15:34: value map COLOUR has nothing outbound`],
  },
  {
    what: 'a list of values that is not there',
    file: MAP,
    from: 'EAILookupExternal("COLOUR", [Role])',
    to: 'LookupValue("STATE", [Role])',
    problems: [`${MAP}:15:34: there is no list of values 'STATE'; did you mean 'STATUS'?`],
  },
  {
    what: 'a key that a map does not have',
    file: MAP,
    from: 'searchSpec:',
    to: 'searchSpecs:',
    problems: [`${MAP}:8:5: unknown key 'searchSpecs'; did you mean 'searchSpec'?`],
  },
];
