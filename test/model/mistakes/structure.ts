import type { MistakeCase } from '../broken-copy.ts';

export const STRUCTURE_MISTAKES: readonly MistakeCase[] = [
  {
    what: 'an unknown key',
    file: 'tables.yaml',
    from: 'comment: Organizations',
    to: 'coment: Organizations',
    problems: ["tables.yaml:8:5: unknown key 'coment'; did you mean 'comment'?"],
  },
  {
    what: 'a text with a comma that is not in quotes',
    file: 'workflows.yaml',
    from: 'comment: Row id }',
    to: 'comment: Row id, of the account }',
    problems: ["workflows.yaml:9:67: unknown key 'of the account'; a text with a comma in it goes in quotes"],
  },
  {
    what: 'a missing key',
    file: 'integration-objects/account.yaml',
    from: 'businessObject: Account\n',
    to: '',
    problems: ["integration-objects/account.yaml:1:1: 'businessObject' is missing"],
  },
  {
    what: 'a number where a text is needed',
    file: 'value-lists.yaml',
    from: 'code: "1"',
    to: 'code: 1',
    problems: ["value-lists.yaml:5:34: '1' is not allowed here; expected: a text; numbers go in quotes"],
  },
  {
    what: 'a physical type that does not exist',
    file: 'tables.yaml',
    from: 'type: varchar(3)',
    to: 'type: char(3)',
    problems: [
      "tables.yaml:18:35: 'char(3)' is not allowed here; expected: id, varchar(n), nvarchar(n), note, flag, number, integer, date, datetime or utcdatetime; n from 1 to 4000",
    ],
  },
  {
    what: 'a data type that does not exist',
    file: 'integration-objects/account.yaml',
    from: 'type: CURRENCY',
    to: 'type: CURENCY',
    problems: ["integration-objects/account.yaml:19:54: 'CURENCY' is not allowed here; did you mean 'CURRENCY'?"],
  },
  {
    what: 'an index suffix that does not exist',
    file: 'tables.yaml',
    from: 'F1: [BU_ID]',
    to: 'P1: [BU_ID]',
    problems: [
      "tables.yaml:33:7: 'P1' is not allowed here; expected: an index suffix: U#, F#, V# or M# with a number from 1, or II (P1 is on every table)",
    ],
  },
  {
    what: 'a column together with a lookup',
    file: 'integration-objects/account.yaml',
    from: 'via: BU_ID, lookup: S_BU.NAME',
    to: 'column: BU_ID, via: BU_ID, lookup: S_BU.NAME',
    problems: ["integration-objects/account.yaml:17:32: 'column' cannot stand here as well"],
  },
  {
    what: 'a lookup without via',
    file: 'integration-objects/account.yaml',
    from: 'via: BU_ID, lookup: S_BU.NAME',
    to: 'column: BU_ID, lookup: S_BU.NAME',
    problems: [
      "integration-objects/account.yaml:17:9: 'via' is missing, which goes with 'lookup'",
      "integration-objects/account.yaml:17:32: 'column' cannot stand here as well",
    ],
  },
  {
    what: 'a link together with an association',
    file: 'integration-objects/account.yaml',
    from: '    primary: PR_CON_ID',
    to: '    link: ROW_ID',
    problems: ["integration-objects/account.yaml:27:5: 'association' cannot stand here as well"],
  },
  {
    what: 'a field without column',
    file: 'integration-objects/account.yaml',
    from: 'field: Since, column: SINCE_DT',
    to: 'field: Since',
    problems: ["integration-objects/account.yaml:20:9: 'column' is missing"],
  },
  {
    what: 'a key that stands twice',
    file: 'value-lists.yaml',
    from: '  STATUS: [Active, Inactive]',
    to: '  STATUS: [Active, Inactive]\n  STATUS: [Active]',
    problems: ['value-lists.yaml:3:3: is not YAML that can be read: Map keys must be unique'],
  },
  {
    what: 'what is not YAML',
    file: 'partners.yaml',
    from: 'receives: [Send Account]',
    to: 'receives: [Send Account',
    problems: [
      'partners.yaml:4:5: is not YAML that can be read: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
  },
  {
    what: 'a directory outside the data directory',
    file: 'partners.yaml',
    from: 'outbox/back-office',
    to: '../outbox',
    problems: [
      "partners.yaml:4:24: '../outbox' is not allowed here; expected: a directory inside the data directory: names with / between them, no . or .. among them",
    ],
  },
];
