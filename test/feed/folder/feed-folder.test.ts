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
    const onError = (error: unknown) => errors.push(error);
    worker = new FeedWorker({
      feeds: service.feeds,
      run: service.parts,
      atOnce: 2,
      onEnd: () => {},
      onPaused: () => {},
      onError,
    });
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
    const longest = `${'a'.repeat(240)}.xml`;
    drop(longest, accounts(account('F-1')));
    await until(() => names('work').length === 1);
    drop('b.xml', accounts(account('F-2')));
    await until(() => names('done').length === 2 && errors.length > 0);
    expect(names('work')).to.deep.equal([longest]);
    await folder.stop();
    expect(String(errors.splice(0)[0])).to.contain('ENAMETOOLONG');
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
