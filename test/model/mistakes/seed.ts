import type { MistakeCase } from '../broken-copy.ts';

export const SEED_MISTAKES: readonly MistakeCase[] = [
  {
    what: 'a table that is not there',
    file: 'seed.yaml',
    from: '  S_CONTACT:',
    to: '  S_CONTACTS:',
    problems: [
      "seed.yaml:7:3: there is no table 'S_CONTACTS'; did you mean 'S_CONTACT'?",
      "seed.yaml:10:49: S_CONTACT has no row '1-CON1' here",
    ],
  },
  {
    what: 'a column that is not there',
    file: 'seed.yaml',
    from: 'NAME: Default Organization',
    to: 'NAMES: Default Organization',
    problems: [
      'seed.yaml:3:7: the required column S_BU.NAME is missing',
      "seed.yaml:3:25: S_BU has no column 'NAMES'; did you mean 'NAME'?",
    ],
  },
  {
    what: 'a system column',
    file: 'seed.yaml',
    from: 'NAME: Default Organization',
    to: 'NAME: Default Organization, CREATED: 2003-12-31',
    problems: ["seed.yaml:3:53: 'CREATED' is a system column, which is kept by the store; leave it out"],
  },
  {
    what: 'a required column that is missing',
    file: 'seed.yaml',
    from: ', LAST_NAME: Aho',
    to: '',
    problems: ['seed.yaml:8:7: the required column S_CONTACT.LAST_NAME is missing'],
  },
  {
    what: 'a required column that is null',
    file: 'seed.yaml',
    from: 'LAST_NAME: Aho',
    to: 'LAST_NAME: null',
    problems: ['seed.yaml:8:36: S_CONTACT.LAST_NAME is required'],
  },
  {
    what: 'a row without ROW_ID',
    file: 'seed.yaml',
    from: 'ROW_ID: 1-CON1, ',
    to: '',
    problems: ["seed.yaml:8:7: 'ROW_ID' is missing"],
  },
  {
    what: 'a value that does not fit',
    file: 'seed.yaml',
    from: 'CREDIT: "0100.50"',
    to: 'CREDIT: plenty',
    problems: [
      "seed.yaml:6:79: 'plenty' is not a number with a decimal point, at most 15 digits, 7 of them after the point",
    ],
  },
  {
    what: 'a number that is not in quotes',
    file: 'seed.yaml',
    from: 'CREDIT: "0100.50"',
    to: 'CREDIT: 100.5',
    problems: ["seed.yaml:6:79: '100.5' is not allowed here; expected: a text or null; numbers go in quotes"],
  },
  {
    what: 'a row that stands twice',
    file: 'seed.yaml',
    from: '    - { ROW_ID: 1-CON1, LAST_NAME: Aho }',
    to: '    - { ROW_ID: 1-CON1, LAST_NAME: Aho }\n    - { ROW_ID: 1-CON1, LAST_NAME: Aro }',
    problems: ["seed.yaml:9:17: S_CONTACT has a row '1-CON1' already"],
  },
  {
    what: 'a reference to no row',
    file: 'seed.yaml',
    from: 'CON_ID: 1-CON1',
    to: 'CON_ID: 1-CON2',
    problems: ["seed.yaml:10:49: S_CONTACT has no row '1-CON2' here"],
  },
];
