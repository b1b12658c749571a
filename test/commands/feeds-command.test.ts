import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { account, accounts } from '../feed/feed-service.ts';
import { BASIC, startService } from '../support/service-process.ts';
import { cutAdapterAll, temporaryDirectory } from './command-process.ts';

describe('cut-adapter feeds', () => {
  it('lists and shows feeds, and refuses what cannot be done with them', async () => {
    using directory = temporaryDirectory();
    const environment = { CUT_DATA_DIR: directory.path, CUT_SAMPLES: 'false' };
    const file = join(directory.path, 'so\u001b[2Jme.xml');
    writeFileSync(file, accounts(account('F1'), account('F2', { status: 'Nonsense' })));
    const [fed] = await cutAdapterAll([['feed', file, '--format', 'json']], environment);
    const { id } = JSON.parse(fed?.stdout ?? '') as { id: string };
    const [list, text, json, unknown, paused, resumed, cancelled, wrong, kept, purged, none] = await cutAdapterAll(
      [
        ['feeds', 'list'],
        ['feeds', 'show', id],
        ['feeds', 'show', id, '--format', 'json'],
        ['feeds', 'show', 'none'],
        ['feeds', 'pause', id],
        ['feeds', 'resume', id],
        ['feeds', 'cancel', id],
        ['feeds', 'list', '--limit', '0'],
        ['feeds', 'purge', '--older-than', '1h'],
        ['feeds', 'purge', '--older-than', '0s'],
        ['feeds', 'list'],
      ],
      environment,
    );
    expect(list?.stdout).to.equal(`${id}  Finished   100 %  2 objects, 1 rejected  so\\u001b[2Jme.xml\n`);
    expect(text?.stdout).to.match(
      /\(so\\u001b\[2Jme\.xml\): Finished\n.*\n.*1 inserted.*\n {2}object 2, line 5, component Account/,
    );
    expect(JSON.parse(json?.stdout ?? '')).to.deep.equal(JSON.parse(fed?.stdout ?? ''));
    expect(unknown).to.include({ code: 1 });
    expect(unknown?.stderr).to.match(/no feed 'none'/);
    for (const refused of [paused, resumed, cancelled]) expect(refused?.stderr).to.match(/has ended: it is Finished/);
    expect(wrong?.code).to.equal(2);
    expect(kept?.stdout).to.equal('0 feeds purged\n');
    expect(purged?.stdout).to.equal('1 feeds purged\n');
    expect(none).to.include({ code: 0, stdout: '' });
  }).timeout(60_000);

  it('pauses, resumes and cancels a feed that a service has left', async () => {
    const service = await startService({ CUT_SAMPLES: 'false' });
    const many = Array.from({ length: 3000 }, (_, index) => account(`F${index}`));
    const body = accounts(...many);
    const sent = await fetch(`${service.url}/feeds?id=left`, {
      method: 'POST',
      body,
      headers: { authorization: BASIC },
    });
    await service.kill();
    const [paused, list, resumed, cancelled, shown] = await cutAdapterAll(
      [
        ['feeds', 'pause', 'left'],
        ['feeds', 'list'],
        ['feeds', 'resume', 'left'],
        ['feeds', 'cancel', 'left'],
        ['feeds', 'show', 'left'],
      ],
      { CUT_DATA_DIR: service.dataDirectory },
    );
    await service.stop();
    expect(sent.status).to.equal(202);
    expect(paused?.stdout).to.equal('left (feed) paused\n');
    expect(list?.stdout).to.match(/^left {2}Paused /);
    expect(resumed?.stdout).to.match(/^left \(feed\) waits/);
    expect(cancelled?.stdout).to.equal('left (feed) cancelled\n');
    expect(shown?.stdout).to.match(/^Feed left \(feed\): Cancelled\n {2}SBL-EAI-04512/);
  }).timeout(60_000);
});
