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
  {
    what: 'a process that stands twice',
    file: 'partners.yaml',
    from: 'receives: [Send Account]',
    to: 'receives: [Send Account, { process: Send Account, when: "[Name] IS NULL" }]',
    problems: ["partners.yaml:3:41: 'Send Account' stands here already"],
  },
  {
    what: 'a partner without a way to it',
    file: 'partners.yaml',
    from: '    file: { directory: outbox/back-office }\n',
    to: '',
    problems: ['partners.yaml:2:14: needs a way to it: one of file, http, soap'],
  },
  {
    what: 'a partner with two ways to it',
    file: 'partners.yaml',
    from: 'file: { directory: outbox/back-office }',
    to: 'file: { directory: outbox/back-office }\n    http: { url: "http://127.0.0.1/" }',
    problems: ["partners.yaml:5:5: cannot stand beside 'file': one way is enough"],
  },
  {
    what: 'a WSDL that is not there',
    file: 'partners.yaml',
    from: 'file: { directory: outbox/back-office }',
    to: 'soap: { wsdl: billing/none.wsdl, operation: Send }',
    problems: ['partners.yaml:4:19: there is no file billing/none.wsdl beside partners.yaml'],
  },
  {
    what: 'a WSDL outside of the mappings',
    file: 'partners.yaml',
    from: 'file: { directory: outbox/back-office }',
    to: 'soap: { wsdl: ../billing.wsdl, operation: Send }',
    problems: [
      "partners.yaml:4:19: '../billing.wsdl' is not allowed here; expected: a file beside partners.yaml: names with / between them, no . or .. among them",
    ],
  },
  {
    what: 'a file name that is the same for every message',
    file: 'partners.yaml',
    from: 'directory: outbox/back-office',
    to: 'directory: outbox/back-office, name: "{objectId}.xml"',
    problems: ['partners.yaml:4:50: needs {messageId} in it: a file of one message must not replace another'],
  },
  {
    what: 'a password that stands in the file',
    file: 'partners.yaml',
    from: 'file: { directory: outbox/back-office }',
    to: 'http: { url: "https://x.example/", basic: { user: us, password: secret } }',
    problems: [
      "partners.yaml:4:69: 'secret' is not allowed here; expected: { env: <environment variable> } or { file: <path> }; never the secret itself",
    ],
  },
  {
    what: 'a certificate without its key',
    file: 'partners.yaml',
    from: 'file: { directory: outbox/back-office }',
    to: 'http: { url: "https://x.example/", tls: { certificate: { file: us.pem } } }',
    problems: ["partners.yaml:4:40: 'key' is missing, which goes with 'certificate'"],
  },
  {
    what: 'a pause that is no time',
    file: 'partners.yaml',
    from: 'file: { directory: outbox/back-office }',
    to: 'file: { directory: a }\n    retry: { firstPause: 0s, longestPause: soon }',
    problems: ["partners.yaml:5:44: 'soon' is not allowed here; expected: a duration such as 500ms, 30s, 5m, 1h or 7d"],
  },
  {
    what: 'a pause of nothing',
    file: 'partners.yaml',
    from: 'file: { directory: outbox/back-office }',
    to: 'file: { directory: a }\n    timeout: 0s',
    problems: ["partners.yaml:5:14: '0s' is no duration such as 500ms, 30s, 5m, 1h or 7d"],
  },
];
