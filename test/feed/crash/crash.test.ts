import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { databaseEnvironment } from '../../support/database-place.ts';
import { OtherProgram } from '../../support/other-program.ts';
import { account, accounts } from '../feed-service.ts';
import { storedRows } from './stored-rows.ts';

/** `KILLS=20` tries as many as it takes to be sure; each takes a second. */
const KILLS = Number(process.env.KILLS ?? 4);
const OBJECTS = 1200;
/** Behind so many, only the last chunk is left, and the end. */
const LAST = 1188;
/** Of so many kills, one comes while the feed is being taken, and one while it is being ended. */
const KILLS_ALL_OVER = 10;
/** How a process works on the feed: half of the kills each. After the last one it is a service, which goes on by itself. */
type Way = 'command' | 'service';
/** How long a killed process may work on behind the chunk that was chosen, in milliseconds. */
const LONGEST_DELAY = 25;

describe('a feed whose process is killed', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cut-crash-'));
  after(() => rmSync(directory, { recursive: true, force: true }));

  it(`at ${KILLS} random moments comes to the same end, row by row, as one that is not disturbed`, async () => {
    const file = join(directory, 'feed.xml');
    writeFileSync(file, accounts(...Array.from({ length: OBJECTS }, (_, index) => objectAt(index))));
    const undisturbed = join(directory, 'undisturbed');
    await runToEnd(await start(undisturbed, file, 'command'));

    const disturbed = join(directory, 'disturbed');
    const waits = Array.from({ length: KILLS }, (_, kill) => ({
      objects: momentOf(kill),
      delay: Math.random() * LONGEST_DELAY,
    }));
    waits.sort((one, other) => one.objects - other.objects);
    // The next process gets ready while one works: it must not open the database for the first time beside another one.
    let next = await start(disturbed, file, wayOf(KILLS));
    for (const [kill, { objects, delay }] of waits.entries()) {
      const child = next;
      const starting = start(disturbed, file, wayOf(KILLS - kill - 1));
      await killAfter(child, objects, delay);
      next = await starting;
    }
    await runToEnd(next);

    expect(await storedRows(disturbed), JSON.stringify(waits)).to.deep.equal(await storedRows(undisturbed));
    expect(await feedIn(disturbed), JSON.stringify(waits)).to.deep.equal(await feedIn(undisturbed));
    expect(rejectsIn(disturbed)).to.equal(rejectsIn(undisturbed));
    const [[name] = []] = await new OtherProgram(disturbed).ask('SELECT SPOOL_NAME FROM CUT_FEED');
    // A process that is killed while it takes the feed may leave a file that no feed knows.
    expect(readdirSync(join(disturbed, 'feeds')).filter((file) => file.startsWith(`${name}.`))).to.deep.equal([
      `${name}.rejects.xml`,
    ]);
  }).timeout(600_000);
});

/** New accounts, among them some that change one before, some that cannot be written, and some that are deleted again. */
function objectAt(index: number): string {
  const content = `<ListOfBusinessAddress><BusinessAddress><IntegrationId>A${index}</IntegrationId><StreetAddress>Street ${index}</StreetAddress><City>Oulu</City></BusinessAddress></ListOfBusinessAddress>`;
  if (index % 10 === 7) return account(`F${index - 5}`, { name: `Renamed ${index}`, content });
  if (index % 25 === 13) return account(`F${index}`, { status: 'Nonsense' });
  if (index % 40 === 39) return `<Account operation="delete"><IntegrationId>F${index - 20}</IntegrationId></Account>\n`;
  return account(`F${index}`, { content });
}

/** Of the process that comes before so many others. */
function wayOf(left: number): Way {
  return left % 2 === 0 ? 'service' : 'command';
}

async function start(data: string, file: string, way: Way): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'feed-process.ts'), [data, file, way], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...process.env, ...databaseEnvironment(data), NODE_COMPILE_CACHE: join(dirname(data), 'compile-cache') },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [news] = await once(child, 'message');
  expect(news).to.equal('ready');
  return child;
}

/** How many objects are behind it. */
function momentOf(kill: number): number {
  if (kill % KILLS_ALL_OVER === 0) return 0;
  return kill % KILLS_ALL_OVER === 1 ? LAST : Math.ceil(Math.random() * LAST);
}

/** Not at all when it has come to its end by then. */
async function killAfter(child: ChildProcess, objects: number, delay: number): Promise<void> {
  const exit = once(child, 'exit');
  const reached = Promise.withResolvers<void>();
  if (objects === 0) reached.resolve();
  child.on('message', (news) => {
    if (news === 'ended' || Number(news) >= objects) reached.resolve();
  });
  child.send('go');
  await Promise.race([reached.promise, exit]);
  await setTimeout(delay);
  child.kill('SIGKILL');
  const [code] = await exit;
  expect(code).to.be.oneOf([0, null]);
}

async function runToEnd(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.send('go');
  expect(await exit).to.deep.equal([0, null]);
}

async function feedIn(data: string): Promise<unknown> {
  const sql = new OtherProgram(data);
  return {
    feeds: await sql.ask('SELECT STATUS_CD, "CHECKPOINT", COUNTS, REJECTED FROM CUT_FEED'),
    rejects: await sql.ask('SELECT OBJECT_NUM, ERRORS FROM CUT_FEED_REJECT ORDER BY OBJECT_NUM'),
  };
}

/** The reject file, without the id of the feed. */
function rejectsIn(data: string): string {
  const [name = ''] = readdirSync(join(data, 'feeds')).filter((each) => each.endsWith('.rejects.xml'));
  return readFileSync(join(data, 'feeds', name), 'utf8').replace(/feed \S+/, '');
}
