import type { MistakeCase } from '../broken-copy.ts';

const AMQP = '{ url: "amqps://broker.example", address: in, deadLetters: dead }';
const queue = (more: string) => `queues:\n  - { queue: in, ${more} }\npartners:\n`;

export const QUEUES_MISTAKES: readonly MistakeCase[] = [
  {
    what: 'a queue that stands twice',
    file: 'partners.yaml',
    from: 'partners:\n',
    to: `queues:\n  - { queue: in, process: Receive Account, user: US, amqp: ${AMQP} }\n  - { queue: in, process: Receive Account, user: US, amqp: ${AMQP} }\npartners:\n`,
    problems: ["partners.yaml:3:14: there is a queue 'in' already"],
  },
  {
    what: 'a process that is not there',
    file: 'partners.yaml',
    from: 'partners:\n',
    to: queue(`process: Receive Acount, user: US, amqp: ${AMQP}`),
    problems: ["partners.yaml:2:27: there is no process 'Receive Acount'; did you mean 'Receive Account'?"],
  },
  {
    what: 'a process that takes no objects',
    file: 'partners.yaml',
    from: 'partners:\n',
    to: queue(`process: Send Account, user: US, amqp: ${AMQP}`),
    problems: ["partners.yaml:2:27: 'Send Account' takes no objects"],
  },
  {
    what: 'dead letters that would come again',
    file: 'partners.yaml',
    from: 'partners:\n',
    to: queue(`process: Receive Account, user: US, amqp: ${AMQP.replace('dead }', 'in }')}`),
    problems: ['partners.yaml:2:119: is the queue itself: what is refused would come again for ever'],
  },
  {
    what: 'no place for dead letters',
    file: 'partners.yaml',
    from: 'partners:\n',
    to: queue('process: Receive Account, user: US, amqp: { url: "amqps://broker.example", address: in }'),
    problems: ["partners.yaml:2:54: 'deadLetters' is missing"],
  },
  {
    what: 'a pause that is none',
    file: 'partners.yaml',
    from: 'partners:\n',
    to: queue(`process: Receive Account, user: US, retry: { firstPause: 0s }, amqp: ${AMQP}`),
    problems: ["partners.yaml:2:75: '0s' is no duration such as 500ms, 30s, 5m, 1h or 7d"],
  },
];
