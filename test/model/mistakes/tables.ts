import type { MistakeCase } from '../broken-copy.ts';

export const TABLES_MISTAKES: readonly MistakeCase[] = [
  {
    what: 'a column that stands twice',
    file: 'tables.yaml',
    from: 'column: PRICE_LIST_ID',
    to: 'column: CREDIT',
    problems: [
      'integration-objects/account.yaml:19:54: type CURRENCY does not fit CREDIT, which is id',
      "tables.yaml:26:19: S_ORG_EXT has a column 'CREDIT' already",
    ],
  },
  {
    what: 'a system column',
    file: 'tables.yaml',
    from: 'column: PRICE_LIST_ID',
    to: 'column: CREATED_BY',
    problems: ["tables.yaml:25:19: 'CREATED_BY' is a system column, which every table has; leave it out"],
  },
  {
    what: 'a reference to no table',
    file: 'tables.yaml',
    from: 'column: CON_ID, type: id, required: true, references: S_CONTACT',
    to: 'column: CON_ID, type: id, required: true, references: S_CONTACTS',
    problems: ["tables.yaml:42:65: there is no table 'S_CONTACTS'; did you mean 'S_CONTACT'?"],
  },
  {
    what: 'a reference of a column that is no id',
    file: 'tables.yaml',
    from: 'column: MAIN_PH_NUM, type: varchar(40)',
    to: 'column: MAIN_PH_NUM, type: varchar(40), references: S_BU',
    problems: ["tables.yaml:28:63: only a column of type id can refer to a table; 'MAIN_PH_NUM' is varchar(40)"],
  },
  {
    what: 'a default that the type refuses',
    file: 'tables.yaml',
    from: 'default: Y',
    to: 'default: Yes',
    problems: ["tables.yaml:30:68: 'Yes' is not Y or N"],
  },
  {
    what: 'a default that is too long',
    file: 'tables.yaml',
    from: 'column: CURCY_CD, type: varchar(3)',
    to: 'column: CURCY_CD, type: varchar(3), default: EURO',
    problems: ["tables.yaml:18:56: 'EURO' is longer than the 3 characters of the column"],
  },
  {
    what: 'an index on no column',
    file: 'tables.yaml',
    from: 'U1: [NAME, BU_ID, CONFLICT_ID]',
    to: 'U1: [NAME, BUID, CONFLICT_ID]',
    problems: ["tables.yaml:32:18: S_ORG_EXT has no column 'BUID'; did you mean 'BU_ID'?"],
  },
  {
    what: 'an index on a note',
    file: 'tables.yaml',
    from: 'F1: [BU_ID]',
    to: 'F1: [DESC_TEXT]',
    problems: ['tables.yaml:33:12: a note cannot be in an index'],
  },
  {
    what: 'an extension of no table',
    file: 'tables.yaml',
    from: 'table: S_PARTY, values',
    to: 'table: S_PARTEE, values',
    problems: ["tables.yaml:15:23: there is no table 'S_PARTEE'; did you mean 'S_PARTY'?"],
  },
  {
    what: 'an extension value for no column',
    file: 'tables.yaml',
    from: 'PARTY_TYPE_CD: Organization',
    to: 'PARTY_TYP_CD: Organization',
    problems: [
      "tables.yaml:15:5: nothing fills the required column S_PARTY.PARTY_TYPE_CD; give it under 'values'",
      "tables.yaml:15:42: S_PARTY has no column 'PARTY_TYP_CD'; did you mean 'PARTY_TYPE_CD'?",
    ],
  },
  {
    what: 'an extension value that is too long',
    file: 'tables.yaml',
    from: 'PARTY_TYPE_CD: Organization',
    to: 'PARTY_TYPE_CD: An organization of any kind that there is',
    problems: [
      "tables.yaml:15:57: 'An organization of any kind that there is' is longer than the 30 characters of the column",
    ],
  },
  {
    what: 'a table that extends itself',
    file: 'tables.yaml',
    from: '  S_PARTY:\n    comment: Parties\n',
    to: '  S_PARTY:\n    extends: { table: S_ORG_EXT, values: { CLASS_CD: x } }\n',
    problems: [
      'tables.yaml:3:23: S_PARTY extends itself in the end',
      'tables.yaml:15:23: S_ORG_EXT extends itself in the end',
    ],
  },
];
