import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect } from 'chai';
import { CutError } from '../../src/errors/cut-error.ts';
import { FeedControl } from '../../src/feed/feed-control.ts';
import { Feeds } from '../../src/feed/feeds.ts';
import { Holder } from '../../src/feed/run/holder.ts';
import { workOnFeed } from '../../src/feed/run/work-on-feed.ts';
import { type Store, StoreInDoubt } from '../../src/store/store.ts';
import { account, accounts, CALLER, type FeedService, openFeeds, request, storedAccounts } from './feed-service.ts';

const TEXT = accounts(account('F1'), account('F2', { name: 'Zoë' }));
const TEXT_SIZE = Buffer.byteLength(TEXT);
const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text.replace('UTF-8', 'UTF-16')}`, 'utf16le');

const ways: readonly (readonly [title: string, bytes: Buffer])[] = [
  ['gzip', gzipSync(TEXT)],
  ['zstd', zstdCompressSync(TEXT)],
  ['ISO-8859-1', Buffer.from(TEXT.replace('UTF-8', 'ISO-8859-1'), 'latin1')],
  ['UTF-16, little-endian', utf16(TEXT)],
  ['UTF-16, big-endian', utf16(TEXT).swap16()],
];

const pieces = (bytes: Buffer, length: number): Readable =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / length) }, (_, at) => bytes.subarray(at * length, (at + 1) * length)),
  );

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: unknown) => (error instanceof CutError ? error.code : String(error)),
  );
}

describe('feeds as they arrive', () => {
  let service: FeedService;
  beforeEach(async () => {
    service = await openFeeds();
  });
  afterEach(() => service[Symbol.asyncDispose]());

  for (const [title, bytes] of ways) {
    it(`may be in ${title}`, async () => {
      const feed = await service.run('', { source: pieces(bytes, 101) });
      expect(feed).to.include({ status: 'Finished', rejected: 0 });
      expect(await storedAccounts(service.store)).to.deep.equal({ F1: 'Account F1', F2: 'Zoë' });
    });
  }

  it('reject the object with a byte that its encoding has not, and no other', async () => {
    const ascii = Buffer.from(TEXT.replace('UTF-8', 'US-ASCII').replace('ë', '\u00eb'), 'latin1');
    const half = Buffer.concat([
      utf16(accounts(account('F3'), account('F4', { name: 'x\ud800y' }))),
      Buffer.from([0x20]),
    ]);
    expect(await service.run('', { source: pieces(ascii, 1000) })).to.include({ status: 'Finished', rejected: 1 });
    expect(await service.run('', { source: pieces(half, 1000) })).to.include({ rejected: 1 });
    expect(Object.keys(await storedAccounts(service.store))).to.deep.equal(['F1', 'F3']);
  });

  const holder = new Holder();
  const refused: readonly (readonly [title: string, more: object, code: string])[] = [
    [
      'in an encoding that is not accepted',
      { source: pieces(Buffer.from('<?xml version="1.0" encoding="EBCDIC"?><a/>'), 100) },
      'SBL-EAI-04207',
    ],
    ['packed and cut', { source: pieces(gzipSync(TEXT).subarray(0, 60), 10) }, 'SBL-EAI-04502'],
    ['for a process that is not there', { process: 'CUTReceiveAcountData' }, 'SBL-EAI-04511'],
    ['for a process that only reads', { process: 'CUTGetAccountData' }, 'SBL-EAI-04511'],
    ['with an id that could not be a name', { id: '../x' }, 'SBL-EAI-04388'],
  ];
  for (const [title, more, code] of refused) {
    it(`are refused ${title}`, async () => {
      const said = await codeOf(
        service.feeds.receive({ source: pieces(Buffer.from(TEXT), 100), name: 'x', caller: CALLER, holder, ...more }),
      );
      expect(said).to.equal(code);
    });
  }

  it('are refused when they are too large, or their source fails', async () => {
    const failing = async function* () {
      yield gzipSync(TEXT).subarray(0, 20);
      throw new Error('the sender has gone');
    };
    const request = { name: 'x', caller: CALLER, holder };
    expect(await codeOf(service.feeds.receive({ ...request, source: failing() }))).to.equal(
      'Error: the sender has gone',
    );
    const endless = async function* () {
      for (let count = 0; count < 301; count += 1) yield Buffer.alloc(1_000_000, ' ');
    };
    expect(await codeOf(service.feeds.receive({ ...request, source: endless() }))).to.equal('SBL-EAI-04501');
  });

  it('may hold nothing, and have nothing written then', async () => {
    for (const text of ['', ' ']) {
      const feed = await service.run(text);
      expect(feed.reason?.code).to.equal('SBL-EAI-04510');
    }
  });

  it('are recognised when they were written before, by content and by id, unless forced', async () => {
    const first = await service.run(TEXT, { id: 'daily-1' });
    const again = { name: 'other.xml', caller: CALLER, holder };
    const receive = (more: object) => service.feeds.receive({ ...again, source: pieces(gzipSync(TEXT), 99), ...more });
    expect((await receive({})).feed.id).to.equal(first.id);
    expect(await receive({ id: 'daily-1' })).to.include({ recognised: true });
    expect(await receive({ force: true })).to.include({ recognised: false });
    expect(await codeOf(receive({ id: 'daily-1', source: pieces(Buffer.from(`${TEXT} `), 50) }))).to.equal(
      'SBL-EAI-04504',
    );
  });

  it('are written again when all of their objects were rejected, and not when only some were', async () => {
    const child = account('F1', { content: '<ParentAccountIntegrationId>F2</ParentAccountIntegrationId>' });
    expect(await service.run(accounts(child))).to.include({ status: 'Finished', rejected: 1 });
    await service.run(accounts(account('F2')));
    expect(await service.run(accounts(child))).to.include({ status: 'Finished', rejected: 0 });
    const mixed = accounts(account('F3', { status: 'Nonsense' }), account('F4'));
    expect(await service.run(mixed)).to.include({ rejected: 1 });
    expect(await service.feeds.receive(request(mixed))).to.include({ recognised: true });
  });

  it('are taken over from a process that has ended, and not from one that lives', async () => {
    const { feed } = await service.feeds.receive({
      source: pieces(Buffer.from(TEXT), 50),
      name: 'x',
      caller: CALLER,
      holder,
    });
    expect(await codeOf(service.feeds.takeOver(feed, service.parts.holder))).to.equal('SBL-EAI-04505');
    const taken = await service.feeds.takeOver(feed, holder);
    expect(await workOnFeed(service.parts, taken)).to.equal(undefined);
    const ended = await workOnFeed({ ...service.parts, holder }, taken);
    expect(ended?.status).to.equal('Finished');
    expect(await codeOf(service.feeds.takeOver(taken, holder))).to.equal('SBL-EAI-04505');
  });

  it('are not gone on with where they do not lie', async () => {
    const { feed } = await service.feeds.receive({
      source: pieces(Buffer.from(TEXT), 50),
      name: 'x',
      caller: CALLER,
      holder,
    });
    await service.spool.remove(feed.spoolName);
    expect(await codeOf(service.feeds.takeOver(feed, holder))).to.equal('SBL-EAI-04505');
  });

  const received = () => service.feeds.receive({ source: pieces(Buffer.from(TEXT), 50), name: 'x', caller: CALLER });

  it('are gone on with when their file is lost and the same content comes again', async () => {
    const { feed } = await received();
    await service.spool.remove(feed.spoolName);
    const again = await received();
    expect(again).to.deep.include({ recognised: true }).and.have.nested.property('feed.id', feed.id);
    const taken = await service.feeds.takeOver(again.feed, service.parts.holder);
    expect(await workOnFeed(service.parts, taken)).to.include({ status: 'Finished', size: TEXT_SIZE });
    expect(await storedAccounts(service.store)).to.include.keys('F1', 'F2');
    expect(await service.spool.files()).to.deep.equal([]);
  });

  it('keep their file when somebody works on them', async () => {
    const { feed } = await received();
    const { spoolName } = await service.feeds.takeOver(feed, service.parts.holder);
    await service.spool.remove(spoolName);
    expect(await received()).to.have.nested.property('feed.spoolName', spoolName);
    expect(await service.spool.files()).to.deep.equal([]);
  });

  it('can be cancelled without their file', async () => {
    const { feed } = await received();
    await service.spool.remove(feed.spoolName);
    await new FeedControl(service.store).cancel(feed.id);
    const taken = await service.feeds.takeOver(feed, service.parts.holder);
    expect(await workOnFeed(service.parts, taken)).to.include({ status: 'Cancelled' });
  });

  it('are not lost when it is not known whether they were taken', async () => {
    const { store, parts, spool } = service;
    const inDoubt: Store = {
      dialect: store.dialect,
      remarks: store.remarks,
      read: (work) => store.read(work),
      async write(work) {
        await store.write(work);
        throw new StoreInDoubt('the database went away during the commit');
      },
      ping: () => store.ping(),
      close: () => store.close(),
    };
    const feeds = new Feeds({ store: inDoubt, spool, receivers: parts.receivers });
    const request = { source: pieces(Buffer.from(TEXT), 50), name: 'x', caller: CALLER };
    expect(await codeOf(feeds.receive(request))).to.match(/^StoreInDoubt/);
    const again = await received();
    expect(again.recognised).to.equal(true);
    const taken = await service.feeds.takeOver(again.feed, parts.holder);
    expect(await workOnFeed(parts, taken)).to.include({ status: 'Finished' });
    expect(await storedAccounts(store)).to.include.keys('F1', 'F2');
  });

  it('are written again under the same id when they are forced and have ended', async () => {
    const text = accounts(account('F1', { status: 'Nonsense' }), account('F2'));
    const first = await service.run(text, { id: 'daily', maxErrors: 0 });
    expect(first.status).to.equal('Stopped');
    const source = () => pieces(Buffer.from(text), 50);
    const again = await service.feeds.receive({ source: source(), name: 'x', caller: CALLER, id: 'daily' });
    expect(again).to.deep.include({ recognised: true }).and.have.nested.property('feed.status', 'Stopped');
    const forced = await service.run(text, { id: 'daily', force: true });
    expect(forced).to.include({ id: 'daily', status: 'Finished', rejected: 1 });
    const known = await new FeedControl(service.store).list(10);
    expect(known.map(({ status }) => status)).to.have.members(['Finished', 'Stopped']);
    const other = service.feeds.receive({
      source: pieces(Buffer.from(TEXT), 50),
      name: 'x',
      caller: CALLER,
      id: 'daily',
      force: true,
    });
    expect(await codeOf(other)).to.equal('SBL-EAI-04504');
  });

  it('have a reject file with the envelope that was wrong', async () => {
    const text = accounts(account('F1')).replace('CUT Sample Account IO', 'My &quot;Own&quot; IO');
    const feed = await service.run(text);
    expect(feed.rejected).to.equal(1);
    const rejects = await readFile(service.feeds.rejectsPath(feed) ?? '', 'utf8');
    expect(rejects).to.contain('IntObjectName="My &quot;Own&quot; IO"');
    expect(await service.run(rejects)).to.include({ status: 'Finished', rejected: 1 });
    const corrected = rejects.replace('My &quot;Own&quot; IO', 'CUT Sample Account IO');
    expect(await service.run(corrected)).to.include({ status: 'Finished', rejected: 0 });
    expect(await storedAccounts(service.store)).to.include.keys('F1');
  });

  it('have their rejected objects in a file that is a feed again', async () => {
    const bad = accounts(account('F1'), account('F2', { status: 'Non-- -sense' }), '<Account><Wrong/></Account>');
    const mixed = `<Batch>${bad.replace(/^<\?.*\?>/, '')}<Nothing a="1">x</Nothing></Batch>`;
    const feed = await service.run(mixed);
    expect(feed).to.include({ status: 'Finished', rejected: 3 });
    const text = await readFile(service.feeds.rejectsPath(feed) ?? '', 'utf8');
    expect(text).to.match(/<!-- object 2, line \d+, component Account, field Account Status: SBL-EAI-04401: /);
    const corrected = await service.run(text.replace('Non-- -sense', 'Active'));
    expect(corrected).to.include({ status: 'Finished', rejected: 2 });
    expect(Object.keys(await storedAccounts(service.store))).to.deep.equal(['F1', 'F2']);
  });
});

describe('who works on a feed', () => {
  const now = '2026-01-01 00:00:00';
  const later = '2026-01-01 00:00:20';
  const [host, pid] = new Holder().name.split('/');
  const cases: readonly (readonly [title: string, holder: string | undefined, expires: string, may: boolean])[] = [
    ['nobody', undefined, later, true],
    ['one whose time has run out', `elsewhere/1/x`, now, true],
    ['one of another machine', `elsewhere/1/x`, later, false],
    ['one of this machine that lives', `${host}/1/x`, later, false],
    ['one of this machine that has ended', `${host}/999999999/x`, later, true],
    ['one that had our number before us', `${host}/${pid}/x`, later, true],
  ];
  for (const [title, holder, expires, may] of cases) {
    it(`${title}: it ${may ? 'can' : 'cannot'} be taken`, () => {
      expect(new Holder().mayTakeFrom(holder, expires, now)).to.equal(may);
    });
  }
});
