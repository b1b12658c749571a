import { expect } from 'chai';
import type { AmqpSettings } from '../../../src/amqp/amqp-settings.ts';
import type { AmqpEntry } from '../../../src/model/partner.ts';
import { amqpSettings } from '../../../src/outbound/transports/amqp-settings.ts';

const sources = { environment: { BROKER: 'amqps://broker.example:5699', PASSWORD: 'secret' }, directory: '.' };

const cases: readonly { what: string; entry: Omit<AmqpEntry, 'address'>; settings: AmqpSettings }[] = [
  {
    what: 'port 5671 and the well-known authorities for amqps',
    entry: { url: 'amqps://broker.example' },
    settings: { host: 'broker.example', port: 5671, tls: {} },
  },
  {
    what: 'port 5672 for amqp',
    entry: { url: 'amqp://broker.example' },
    settings: { host: 'broker.example', port: 5672 },
  },
  {
    what: 'references',
    entry: { url: { env: 'BROKER' }, sasl: { user: 'cut', password: { env: 'PASSWORD' } } },
    settings: { host: 'broker.example', port: 5699, tls: {}, sasl: { user: 'cut', password: 'secret' } },
  },
  {
    what: 'certificates',
    entry: { url: 'amqps://broker.example', tls: { authority: { env: 'PASSWORD' } } },
    settings: { host: 'broker.example', port: 5671, tls: { ca: 'secret' } },
  },
  { what: 'an IPv6 address', entry: { url: 'amqp://[::1]:1' }, settings: { host: '::1', port: 1 } },
];

describe('the settings of a broker', () => {
  for (const { what, entry, settings } of cases)
    it(`have ${what}`, () => {
      expect(amqpSettings({ address: 'billing', ...entry }, sources)).to.deep.equal(settings);
    });
});
