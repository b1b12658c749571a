import type { MistakeCase } from '../broken-copy.ts';

export const PARTNERS_MISTAKES: readonly MistakeCase[] = [
  {
    what: 'a partner that stands twice',
    file: 'partners.yaml',
    from: 'partners:\n',
    to: 'partners:\n  - { partner: back-office, receives: [], file: { directory: a } }\n',
    problems: ["partners.yaml:3:14: there is a partner 'back-office' already"],
  },
  {
    what: 'a process that is not there',
    file: 'partners.yaml',
    from: 'receives: [Send Account]',
    to: 'receives: [Send Acount]',
    problems: ["partners.yaml:3:16: there is no process 'Send Acount'; did you mean 'Send Account'?"],
  },
  {
    what: 'a process that puts nothing out',
    file: 'partners.yaml',
    from: 'receives: [Send Account]',
    to: 'receives: [Get Account]',
    problems: ["partners.yaml:3:16: 'Get Account' puts no messages out; it has no step of EAI Outbox"],
  },
];
