import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { MAPPINGS } from '../support/model.ts';
import { startPartner } from '../support/partner-server.ts';
import { BASIC, startService } from '../support/service-process.ts';
import { cutAdapterAll, type Ended, temporaryDirectory } from './command-process.ts';

const ACCOUNT = '1-2A7QK';

const PARTNERS = `
partners:
  - partner: billing
    receives:
      - { process: CUT Send Account Data, when: '[Account Status] IS NOT NULL' }
    http: { url: { env: BILLING_URL } }
    retry: { refusals: 1 }
  - partner: archive
    receives: [CUT Send Account Data]
    file: { directory: archive, name: '{messageId}.xml' }
`;

interface CommandCase {
  readonly args: readonly string[];
  readonly code: number;
  readonly says: RegExp;
}

describe('cut-adapter outbox', () => {
  const directory = temporaryDirectory();
  after(() => directory[Symbol.dispose]());

  let dead: string;
  let metrics: string;
  const run = async (...all: readonly (readonly string[])[]): Promise<readonly Ended[]> => {
    const environment = { CUT_DATA_DIR: directory.path, CUT_MAPPINGS: join(directory.path, 'mappings') };
    return cutAdapterAll(all, environment);
  };

  before(async () => {
    cpSync(MAPPINGS, join(directory.path, 'mappings'), { recursive: true });
    writeFileSync(join(directory.path, 'mappings', 'partners.yaml'), PARTNERS);
    const partner = await startPartner((_message, response) =>
      response.writeHead(422).end('unknown\taccount\u001b[2J'),
    );
    const environment = { CUT_MAPPINGS: join(directory.path, 'mappings'), BILLING_URL: partner.url };
    await run(['send', 'CUTSendAccountData', ACCOUNT]);
    const service = await startService(environment, directory.path);
    dead = '';
    for (let look = 0; look < 5000 && dead === ''; look += 1) {
      metrics = await fetch(`${service.url}/metrics`, { headers: { authorization: BASIC } }).then((each) =>
        each.text(),
      );
      if (!metrics.includes('cut_outbox_messages{partner="billing",state="dead"} 1')) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        continue;
      }
      const [listed] = await run(['outbox', 'list', '--status', 'dead', '--json']);
      dead = JSON.parse(listed?.stdout ?? '{}').rowId;
    }
    await service.kill();
    await partner.stop();
  });

  it('shows what the service has done with its deliveries, which the metrics count', () => {
    expect(dead).not.to.equal('');
    expect(metrics).to.contain('cut_delivery_tries_total{partner="billing",outcome="Refused"} 1\n');
    expect(metrics).to.contain('cut_dead_letters_total{partner="billing"} 1\n');
  });

  it('lists, shows, tries again, skips and purges', async () => {
    const cases: readonly CommandCase[] = [
      { args: ['list'], code: 0, says: /Dead +billing +CUT Send Account Data +1-2A7QK +message \S+ +1 try +HTTP 422/ },
      { args: ['list', '--partner', 'archive', '--object', ACCOUNT], code: 0, says: /Delivered +archive/ },
      { args: ['list', '--limit', '0'], code: 2, says: /a whole number, 1 to 10000/ },
      {
        args: ['show', dead],
        code: 0,
        says: /try 1 at .*: Refused \(HTTP 422\)\n {2}HTTP 422\n {2}\| unknown {2}account\\u001b\[2J\n\n</,
      },
      { args: ['show', dead, '--json'], code: 0, says: /"history": \[\n {4}\{\n {6}"number": 1,/ },
      { args: ['show', '1-NONE'], code: 1, says: /there is no delivery 1-NONE/ },
      { args: ['retry'], code: 2, says: /name a delivery, or a --partner/ },
      {
        args: ['retry', '--partner', 'billing'],
        code: 0,
        says: /, to billing\) tried again\n1 of 1 dead letters tried again\n$/,
      },
      { args: ['retry', '--partner', 'archive'], code: 0, says: /^0 of 0 dead letters tried again\n$/ },
      { args: ['retry', '--partner', 'biling'], code: 1, says: /there is no partner biling; did you mean billing\?/ },
      { args: ['list', '--partner', 'nobody'], code: 1, says: /there is no partner nobody/ },
      { args: ['retry', dead], code: 0, says: /, to billing\) tried again/ },
      { args: ['list', '--status', 'pending'], code: 0, says: /Pending +billing .* next / },
      { args: ['skip', dead], code: 0, says: /, to billing\) skipped/ },
      { args: ['skip', dead], code: 1, says: /is Skipped already/ },
      { args: ['purge'], code: 2, says: /--older-than/ },
      { args: ['purge', '--older-than', 'long'], code: 2, says: /a duration such as 12h or 30d/ },
      {
        args: ['purge', '--older-than', '1d', '--dead', '--partner', 'billing'],
        code: 0,
        says: /^0 deliveries purged/,
      },
      { args: ['purge', '--older-than', '0s'], code: 0, says: /^2 deliveries purged/ },
      { args: ['list'], code: 0, says: /^$/ },
    ];
    const ended = await run(...cases.map(({ args }) => ['outbox', ...args]));
    cases.forEach(({ args, code, says }, index) => {
      const { code: was, stdout, stderr } = ended[index] ?? { code: null, stdout: '', stderr: '' };
      expect(was, `${args.join(' ')}: ${stderr}`).to.equal(code);
      expect(code === 0 ? stdout : stderr, args.join(' ')).to.match(says);
    });
  });
});
