import type { MistakeCase } from '../broken-copy.ts';

const POLICIES = 'policies.yaml';

export const POLICIES_MISTAKES: readonly MistakeCase[] = [
  {
    what: 'a policy that stands twice',
    file: POLICIES,
    from: 'policies:\n',
    to: 'policies:\n  - { policy: Named accounts, process: Send Account, watch: [Account] }\n',
    problems: ["policies.yaml:3:13: there is a policy 'Named accounts' already"],
  },
  {
    what: 'a process that is not there',
    file: POLICIES,
    from: 'process: Send Account',
    to: 'process: Send Acount',
    problems: ["policies.yaml:3:14: there is no process 'Send Acount'; did you mean 'Send Account'?"],
  },
  {
    what: 'a process that puts nothing out',
    file: POLICIES,
    from: 'process: Send Account',
    to: 'process: Get Account',
    problems: ["policies.yaml:3:14: 'Get Account' puts no messages out; it has no step of EAI Outbox"],
  },
  {
    what: 'a component that is not there',
    file: POLICIES,
    from: 'component: Account',
    to: 'component: Acount',
    problems: ["policies.yaml:6:22: Sample Account IO has no component 'Acount'; did you mean 'Account'?"],
  },
  {
    what: 'a component that stands twice',
    file: POLICIES,
    from: 'events: [insert] }\n',
    to: 'events: [insert] }\n      - Account\n',
    problems: ["policies.yaml:7:9: 'Account' stands here already"],
  },
  {
    what: 'a field that is not there',
    file: POLICIES,
    from: 'fields: [Name]',
    to: 'fields: [Nmae]',
    problems: ["policies.yaml:6:40: Account has no field 'Nmae'; did you mean 'Name'?"],
  },
  {
    what: 'a field that every write changes',
    file: POLICIES,
    from: 'fields: [Name]',
    to: 'fields: [Updated]',
    problems: ["policies.yaml:6:40: 'Updated' is kept by the database: it says nothing of what was changed"],
  },
  {
    what: 'an event that is none',
    file: POLICIES,
    from: 'events: [insert]',
    to: 'events: [inserts]',
    problems: ["policies.yaml:6:56: 'inserts' is not allowed here; did you mean 'insert'?"],
  },
  {
    what: 'an associated component whose changes nothing finds fast',
    file: POLICIES,
    from: 'events: [insert] }\n',
    to: 'events: [insert] }\n      - Contact\n',
    problems: [
      'policies.yaml:7:9: no index of S_ORG_CON begins with CON_ID, by which a changed Contact finds the records that it belongs to; add one (F#)',
    ],
  },
  {
    what: 'a login of two partners',
    file: 'partners.yaml',
    from: 'partners:\n',
    to: 'partners:\n  - { partner: billing, receives: [], logins: [jdoe], file: { directory: a } }\n  - { partner: crm, receives: [], logins: [JDOE], file: { directory: b } }\n',
    problems: ["partners.yaml:3:44: 'JDOE' stands at a partner already"],
  },
];
