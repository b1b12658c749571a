import type { MistakeCase } from '../broken-copy.ts';

export const FIELDS_MISTAKES: readonly MistakeCase[] = [
  {
    what: 'a column that is not there',
    file: 'integration-objects/account.yaml',
    from: 'column: SINCE_DT',
    to: 'column: SINCE_DATE',
    problems: [
      "integration-objects/account.yaml:20:33: S_ORG_EXT has no column 'SINCE_DATE'; did you mean 'SINCE_DT'?",
    ],
  },
  {
    what: 'a column out of reach',
    file: 'integration-objects/account.yaml',
    from: 'column: S_ORG_CON.ROLE_CD',
    to: 'column: S_NOTE.NOTE',
    problems: [
      "integration-objects/account.yaml:33:32: 'S_NOTE.NOTE' is not within reach; here stands a column of S_CONTACT, or S_ORG_CON.<column>",
    ],
  },
  {
    what: 'a column of an association where there is none',
    file: 'integration-objects/account.yaml',
    from: 'field: Text, column: NOTE',
    to: 'field: Text, column: S_NOTE.NOTE',
    problems: [
      'integration-objects/account.yaml:34:3: nothing fills the required column S_NOTE.NOTE when Account Note is inserted',
      "integration-objects/account.yaml:41:32: 'S_NOTE.NOTE' is not within reach; here stands a column of S_NOTE",
    ],
  },
  {
    what: 'a column of the association that is not there',
    file: 'integration-objects/account.yaml',
    from: 'S_ORG_CON.ROLE_CD',
    to: 'S_ORG_CON.ROLE',
    problems: ["integration-objects/account.yaml:33:32: S_ORG_CON has no column 'ROLE'; did you mean 'ROLE_CD'?"],
  },
  {
    what: 'a system column that is not readOnly',
    file: 'integration-objects/account.yaml',
    from: 'column: SINCE_DT',
    to: 'column: CREATED',
    problems: [
      "integration-objects/account.yaml:20:33: 'CREATED' is a system column, which is kept by the store: make the field readOnly",
    ],
  },
  {
    what: 'a column that two fields write',
    file: 'integration-objects/account.yaml',
    from: 'field: Currency, column: CURCY_CD',
    to: 'field: Currency, column: MAIN_PH_NUM',
    problems: [
      "integration-objects/account.yaml:21:42: Account writes MAIN_PH_NUM from 'Currency' already; make one of the two fields readOnly",
    ],
  },
  {
    what: 'via that is not there',
    file: 'integration-objects/account.yaml',
    from: 'field: Organization, via: BU_ID',
    to: 'field: Organization, via: BUU_ID',
    problems: ["integration-objects/account.yaml:17:37: S_ORG_EXT has no column 'BUU_ID'; did you mean 'BU_ID'?"],
  },
  {
    what: 'among that is not there',
    file: 'integration-objects/account.yaml',
    from: 'field: Organization, via: BU_ID',
    to: 'field: Organization, among: OWNER, via: BU_ID',
    problems: ["integration-objects/account.yaml:17:39: S_BU has no column 'OWNER'"],
  },
  {
    what: 'among that is no foreign key',
    file: 'integration-objects/account.yaml',
    from: 'field: Organization, via: BU_ID',
    to: 'field: Organization, among: NAME, via: BU_ID',
    problems: [
      'integration-objects/account.yaml:17:39: S_BU.NAME refers to no table: a foreign key with references is needed',
    ],
  },
  {
    what: 'via that is no foreign key',
    file: 'integration-objects/account.yaml',
    from: 'field: Organization, via: BU_ID',
    to: 'field: Organization, via: NAME',
    problems: [
      'integration-objects/account.yaml:17:37: S_ORG_EXT.NAME is no foreign key; a column of type id is needed',
    ],
  },
  {
    what: 'via that refers to another table',
    file: 'integration-objects/account.yaml',
    from: 'field: Organization, via: BU_ID',
    to: 'field: Organization, via: PR_CON_ID',
    problems: ['integration-objects/account.yaml:17:37: S_ORG_EXT.PR_CON_ID refers to S_CONTACT, not to S_BU'],
  },
  {
    what: 'one via for two tables',
    file: 'integration-objects/account.yaml',
    from: 'field: Organization Updated, via: BU_ID, lookup: S_BU.LAST_UPD, readOnly: true',
    to: 'field: List, via: PRICE_LIST_ID, lookup: S_BU.NAME }\n      - { field: Other List, via: PRICE_LIST_ID, lookup: S_PARTY.NAME',
    problems: [
      "integration-objects/account.yaml:19:58: 'PRICE_LIST_ID' is looked up in S_BU by a field before; it can only point at one table",
    ],
  },
  {
    what: 'a lookup in no table',
    file: 'integration-objects/account.yaml',
    from: 'lookup: S_BU.NAME',
    to: 'lookup: S_BUU.NAME',
    problems: ["integration-objects/account.yaml:17:52: there is no table 'S_BUU'; did you mean 'S_BU'?"],
  },
  {
    what: 'a lookup in no column',
    file: 'integration-objects/account.yaml',
    from: 'lookup: S_BU.NAME',
    to: 'lookup: S_BU.NAM',
    problems: ["integration-objects/account.yaml:17:52: S_BU has no column 'NAM'; did you mean 'NAME'?"],
  },
  {
    what: 'a lookup by what is no text',
    file: 'integration-objects/account.yaml',
    from: 'lookup: S_BU.LAST_UPD, readOnly: true',
    to: 'lookup: S_BU.LAST_UPD',
    problems: [
      'integration-objects/account.yaml:18:60: a value is looked up by its text; LAST_UPD is utcdatetime: make the field readOnly',
    ],
  },
  {
    what: 'a name that stands twice',
    file: 'integration-objects/account.yaml',
    from: 'field: Currency, column',
    to: 'field: Name, column',
    problems: ["integration-objects/account.yaml:12:18: Account has a field 'Name' already"],
  },
  {
    what: 'a name of a system field',
    file: 'integration-objects/account.yaml',
    from: 'field: Currency, column',
    to: 'field: Updated By, column',
    problems: [
      "integration-objects/account.yaml:12:18: 'Updated By' is a system field, which every component has; leave it out",
    ],
  },
  {
    what: 'a tag that stands twice',
    file: 'integration-objects/account.yaml',
    from: 'field: Currency, column',
    to: 'field: N-ame, tag: Name, column',
    problems: [
      "integration-objects/account.yaml:12:30: the tag 'Name' is that of 'Name' already; give another one with 'tag'",
    ],
  },
  {
    what: 'a tag of a system field',
    file: 'integration-objects/account.yaml',
    from: 'field: Currency, column',
    to: 'field: "Mod Id?", column',
    problems: [
      "integration-objects/account.yaml:12:18: the tag 'ModId' is that of a system field; give another one with 'tag'",
    ],
  },
  {
    what: 'a name that gives no tag',
    file: 'integration-objects/account.yaml',
    from: 'field: Currency, column',
    to: 'field: "%", column',
    problems: ["integration-objects/account.yaml:12:18: the tag '' is no XML name; give one with 'tag'"],
  },
  {
    what: 'a type that does not fit the column',
    file: 'integration-objects/account.yaml',
    from: 'column: SINCE_DT',
    to: 'column: SINCE_DT, type: DATETIME',
    problems: ['integration-objects/account.yaml:20:49: type DATETIME does not fit SINCE_DT, which is date'],
  },
  {
    what: 'a length above that of the column',
    file: 'integration-objects/account.yaml',
    from: 'length: 20',
    to: 'length: 41',
    problems: ['integration-objects/account.yaml:21:76: length 41 is above the 40 of MAIN_PH_NUM'],
  },
  {
    what: 'a length of what is no text',
    file: 'integration-objects/account.yaml',
    from: 'column: SINCE_DT',
    to: 'column: SINCE_DT, length: 10',
    problems: ['integration-objects/account.yaml:20:51: only texts have a length; Since is DTYPE_DATE'],
  },
  {
    what: 'a required value that nobody can send',
    file: 'integration-objects/account.yaml',
    from: 'readOnly: true',
    to: 'readOnly: true, required: true',
    problems: [
      "integration-objects/account.yaml:18:101: 'Organization Updated' is readOnly: nobody can send the value that is required",
    ],
  },
  {
    what: 'a list of values that is not there',
    file: 'integration-objects/account.yaml',
    from: 'values: STATUS',
    to: 'values: STATE',
    problems: [
      "integration-objects/account.yaml:13:53: there is no list of values 'STATE'; did you mean 'STATUS'?",
      'value-lists.yaml:2:3: no field takes its values from STATUS',
    ],
  },
  {
    what: 'a list of values that does not fit',
    file: 'integration-objects/account.yaml',
    from: 'values: STATUS, default: Active',
    to: 'values: STATUS, length: 6, default: Active',
    problems: [
      "integration-objects/account.yaml:13:53: 'Inactive' of STATUS does not fit Status, a text of at most 6 characters",
    ],
  },
  {
    what: 'a hierarchical list without within',
    file: 'integration-objects/account.yaml',
    from: 'values: SUBTYPE, within: Type',
    to: 'values: SUBTYPE',
    problems: [
      "integration-objects/account.yaml:15:56: SUBTYPE is hierarchical; 'within' must name the field with TYPE",
    ],
  },
  {
    what: 'within no field',
    file: 'integration-objects/account.yaml',
    from: 'within: Type',
    to: 'within: Typ',
    problems: ["integration-objects/account.yaml:15:73: there is no field 'Typ'; did you mean 'Type'?"],
  },
  {
    what: 'within a field of another list',
    file: 'integration-objects/account.yaml',
    from: 'within: Type',
    to: 'within: Status',
    problems: [
      "integration-objects/account.yaml:15:73: 'Status' does not take its values from TYPE, the parent of SUBTYPE",
    ],
  },
  {
    what: 'within with a flat list',
    file: 'integration-objects/account.yaml',
    from: 'values: TYPE }',
    to: 'values: TYPE, within: Status }',
    problems: ["integration-objects/account.yaml:14:63: TYPE has no parent list; leave 'within' out"],
  },
  {
    what: 'within without a list',
    file: 'integration-objects/account.yaml',
    from: 'field: Since, column',
    to: 'field: Since, within: Type, column',
    problems: ["integration-objects/account.yaml:20:33: 'within' goes with a hierarchical list of 'values'"],
  },
  {
    what: 'a default that the type refuses',
    file: 'integration-objects/account.yaml',
    from: 'column: SINCE_DT',
    to: 'column: SINCE_DT, default: 02/30/2003',
    problems: ["integration-objects/account.yaml:20:52: '02/30/2003' is not a date MM/DD/YYYY or YYYY-MM-DD"],
  },
  {
    what: 'a default that is too long',
    file: 'integration-objects/account.yaml',
    from: 'column: CURCY_CD',
    to: 'column: CURCY_CD, default: EURO',
    problems: ["integration-objects/account.yaml:12:55: 'EURO' is longer than the 3 characters of the field"],
  },
  {
    what: 'a default that is not in the list of values',
    file: 'integration-objects/account.yaml',
    from: 'default: Active',
    to: 'default: Actif',
    problems: ["integration-objects/account.yaml:13:70: STATUS has no value 'Actif'; did you mean 'Active'?"],
  },
];
