import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { FeedControl } from '../../../src/feed/feed-control.ts';
import { FeedFolder } from '../../../src/feed/folder/feed-folder.ts';
import { purgeFeeds } from '../../../src/feed/purge-feeds.ts';
import { reportOf } from '../../../src/feed/report/feed-report.ts';
import { reportXml } from '../../../src/feed/report/report-xml.ts';
import { FeedWorker } from '../../../src/feed/run/feed-worker.ts';
import { until } from '../../support/until.ts';
import { account, accounts, CALLER, type FeedService, openFeeds, storedAccounts } from '../feed-service.ts';

describe('a drop folder', () => {
  let service: FeedService;
  let directory: string;
  let worker: FeedWorker;
  let folder: FeedFolder;
  let errors: unknown[];

  beforeEach(async () => {
    service = await openFeeds();
    directory = mkdtempSync(join(tmpdir(), 'cut-folder-'));
    errors = [];
    worker = newWorker();
    worker.start();
    folder = newFolder();
  });
  afterEach(async () => {
    await folder.stop();
    await worker.stop();
    await service[Symbol.asyncDispose]();
    rmSync(directory, { recursive: true });
    expect(errors).to.deep.equal([]);
  });

  const newWorker = () =>
    new FeedWorker({
      feeds: service.feeds,
      run: service.parts,
      atOnce: 2,
      onEnd: () => {},
      onPaused: () => {},
      onError: (error) => errors.push(error),
    });
  const newFolder = () => {
    const { feeds, store } = service;
    const control = new FeedControl(store);
    return new FeedFolder({
      directory,
      async receive(request) {
        const received = await feeds.receive({ ...request, caller: CALLER });
        worker.wake();
        return received;
      },
      show: (id) => control.show(id),
      report: async (feed) => reportXml(reportOf(feed), []),
      rejectsPath: (feed) => feeds.rejectsPath(feed),
      interval: 10,
      onEnd: () => {},
      onError: (error) => errors.push(error),
    });
  };
  const drop = (name: string, content: string | Buffer) => {
    writeFileSync(join(directory, `.${name}`), content);
    renameSync(join(directory, `.${name}`), join(directory, 'in', name));
  };
  const names = (room: string) => readdirSync(join(directory, room));
  const ended = (room: string, count: number) =>
    until(() => names(room).length === count && names('work').length === 0);

  it('writes what is put into it, and keeps the file with its report', async () => {
    await folder.start();
    drop('accounts.xml', accounts(account('F-1'), account('F-2')));
    await ended('done', 2);
    expect(await storedAccounts(service.store)).to.include({ 'F-1': 'Account F-1', 'F-2': 'Account F-2' });
    const [file = '', report = ''] = names('done').sort();
    expect(file).to.match(/^\d{8}-\d{6}-[0-9a-f]{6}-accounts\.xml$/);
    expect(report).to.equal(`${file}.report.xml`);
    expect(readFileSync(join(directory, 'done', report), 'utf8')).to.contain('<Objects>2</Objects>');
    expect([...names('in'), ...names('rejected')]).to.deep.equal([]);
  });

  it('takes packed files, and several at once', async () => {
    await folder.start();
    drop('a.xml.gz', gzipSync(accounts(account('F-1'))));
    drop('b.xml', accounts(account('F-2')));
    await ended('done', 4);
    expect(await storedAccounts(service.store)).to.include.keys('F-1', 'F-2');
  });

  it('puts what was not wholly written beside its rejected objects', async () => {
    await folder.start();
    drop('accounts.xml', accounts(account('F-1'), account('F-2', { status: 'Nowhere' })));
    await ended('rejected', 3);
    const [file = '', rejects = '', report] = names('rejected').sort();
    expect([rejects, report]).to.deep.equal([`${file}.rejects.xml`, `${file}.report.xml`]);
    expect(readFileSync(join(directory, 'rejected', rejects), 'utf8'))
      .to.contain('F-2')
      .and.not.contain('F-1');
    expect(await storedAccounts(service.store)).to.include.keys('F-1');
  });

  it('puts away what cannot be read at all, and says why', async () => {
    await folder.start();
    drop('accounts.xml.gz', gzipSync(accounts(account('F-1'))).subarray(0, 60));
    await ended('rejected', 2);
    const [, report = ''] = names('rejected').sort();
    expect(readFileSync(join(directory, 'rejected', report), 'utf8')).to.match(/^SBL-[A-Z]+-\d+: .+/);
  });

  it('puts away the others when one cannot be, and says so', async () => {
    await folder.start();
    rmSync(join(directory, 'rejected'), { recursive: true });
    drop('a.xml', accounts(account('F-1', { status: 'Nowhere' })));
    await until(() => errors.length > 0);
    drop('b.xml', accounts(account('F-2')));
    await until(() => names('done').length === 2);
    expect(names('work').join()).to.match(/^[^,]*-a\.xml$/);
    await folder.stop();
    expect(String(errors.splice(0)[0])).to.contain('ENOENT');
  });

  it('takes files with the longest names, and keeps the end of them', async () => {
    await folder.start();
    drop(`${'ä'.repeat(124)}.xml`, accounts(account('F-1')));
    await ended('done', 2);
    expect(names('done').sort()[0]).to.match(/^\d{8}-\d{6}-[0-9a-f]{6}-ä{90,}\.xml$/);
  });

  it('does not write again what somebody has cancelled before the service was started again', async () => {
    await worker.stop();
    await folder.start();
    drop('accounts.xml', accounts(account('F-1')));
    const control = new FeedControl(service.store);
    await until(async () => (await control.list(10)).length === 1);
    await folder.stop();
    const [feed] = await control.list(10);
    await control.cancel(feed?.id ?? '');
    worker = newWorker();
    worker.start();
    folder = newFolder();
    await folder.start();
    await ended('rejected', 2);
    expect((await control.list(10)).map(({ id, status }) => [id, status])).to.deep.equal([[feed?.id, 'Cancelled']]);
    expect(await storedAccounts(service.store)).to.not.include.keys('F-1');
  });

  it('puts away a file whose feed is not known any more', async () => {
    await folder.start();
    renameSync(join(directory, 'rejected'), join(directory, 'elsewhere'));
    drop('accounts.xml', accounts(account('F-1', { status: 'Nowhere' })));
    await until(() => errors.length > 0);
    await purgeFeeds(service.store, service.spool, -1000, { by: '0-1', source: 'test' });
    renameSync(join(directory, 'elsewhere'), join(directory, 'rejected'));
    await ended('rejected', 2);
    errors.splice(0);
    const [, report = ''] = names('rejected').sort();
    expect(readFileSync(join(directory, 'rejected', report), 'utf8')).to.contain('There is no feed');
  });

  it('leaves alone what is still being written', async () => {
    mkdirSync(join(directory, 'in'), { recursive: true });
    for (const name of ['.hidden.xml', 'later.xml.part']) writeFileSync(join(directory, 'in', name), '<x/>');
    await folder.start();
    drop('accounts.xml', accounts(account('F-1')));
    await ended('done', 2);
    expect(names('in').sort()).to.deep.equal(['.hidden.xml', 'later.xml.part']);
  });

  it('goes on with what an earlier process has left, and writes nothing twice', async () => {
    mkdirSync(join(directory, 'work'), { recursive: true });
    const content = accounts(account('F-1'));
    await service.run(content);
    writeFileSync(join(directory, 'work', 'accounts.xml'), content);
    await folder.start();
    await ended('done', 2);
    expect(await new FeedControl(service.store).list(10)).to.have.length(1);
    expect(existsSync(join(directory, 'work', 'accounts.xml'))).to.equal(false);
  });
});
