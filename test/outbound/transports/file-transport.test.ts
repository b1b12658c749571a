import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { FileTransport } from '../../../src/outbound/transports/file-transport.ts';
import type { DeliveryMessage } from '../../../src/outbound/transports/transport.ts';
import { until } from '../../support/until.ts';

const MESSAGE: DeliveryMessage = {
  messageId: '1-2',
  sequence: '7',
  created: '2026-11-26 13:05:09',
  process: 'A/B ../C',
  objectId: '1-3',
  payload: 'first',
};
const NAME = '{process}_{objectId}_{messageId}.xml';
const PATIENT = new AbortController().signal;

describe('FileTransport', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'cut-transport-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('shows a file under its name only when it is whole, and a message delivered twice is one file', async () => {
    const transport = new FileTransport(join(directory, 'x'), NAME);
    await transport.deliver(MESSAGE, PATIENT);
    await transport.deliver({ ...MESSAGE, payload: 'again' }, PATIENT);
    expect(readdirSync(join(directory, 'x'))).to.deep.equal(['A-B-C_1-3_1-2.xml']);
    expect(readFileSync(join(directory, 'x', 'A-B-C_1-3_1-2.xml'), 'utf8')).to.equal('again');
  });

  it('lets its group read the files, and nobody else', async function () {
    if (process.platform === 'win32') this.skip();
    const transport = new FileTransport(join(directory, 'x'), NAME);
    await transport.deliver({ ...MESSAGE, process: 'A' }, PATIENT);
    const mode = (...path: string[]) => statSync(join(directory, ...path)).mode & 0o777;
    expect(mode('x') & ~0o750, 'directory').to.equal(0);
    expect(mode('x', 'A_1-3_1-2.xml') & ~0o640, 'file').to.equal(0);
  });

  it('writes many at once', async () => {
    const transport = new FileTransport(directory, NAME);
    const ids = Array.from({ length: 50 }, (_, index) => `1-${index}`);
    await Promise.all(ids.map((messageId) => transport.deliver({ ...MESSAGE, messageId }, PATIENT)));
    expect(readdirSync(directory)).to.have.length(50);
  });

  it('leaves nothing behind of a file that cannot be written, and removes what a process has left that died', async () => {
    const leave = (name: string, age: number) => {
      writeFileSync(join(directory, name), 'ha');
      utimesSync(join(directory, name), Date.now() / 1000 - age, Date.now() / 1000 - age);
    };
    leave('.old.xml.0a1b2c3d.part', 100_000);
    leave('.young.xml.0a1b2c3d.part', 10);
    leave('.other', 100_000);
    leave('other.part', 100_000);
    const transport = new FileTransport(directory, 'in-the-way/{messageId}.xml');
    expect(await transport.deliver(MESSAGE, PATIENT).catch((error: unknown) => String(error))).to.contain('ENOENT');
    expect(readdirSync(directory).sort()).to.deep.equal(['.other', '.young.xml.0a1b2c3d.part', 'other.part']);
  });

  it('keeps two files only in the hands of a file system that hangs; who comes again gets what comes of the first try', async () => {
    const gates = new Map<string, PromiseWithResolvers<void>>();
    const transport = new FileTransport(directory, '{messageId}.xml', async (_directory, name) => {
      gates.set(name, Promise.withResolvers());
      await gates.get(name)?.promise;
    });
    const ended: string[] = [];
    const deliver = (messageId: string, signal = PATIENT) =>
      transport.deliver({ ...MESSAGE, messageId }, signal).then(
        () => ended.push(messageId),
        (error: unknown) => ended.push(`${messageId}: ${error}`),
      );
    const impatient = new AbortController();
    const all = [deliver('1'), deliver('2'), deliver('1'), deliver('3', impatient.signal), deliver('4')];
    impatient.abort('too long');
    await until(() => gates.size === 2);
    expect([...gates.keys()].sort()).to.deep.equal(['1.xml', '2.xml']);
    gates.get('1.xml')?.resolve();
    await until(() => gates.size === 3);
    for (const gate of gates.values()) gate.resolve();
    await Promise.all(all);
    expect(ended.sort()).to.deep.equal(['1', '1', '2', '3: too long', '4']);
    expect([...gates.keys()].sort()).to.deep.equal(['1.xml', '2.xml', '4.xml']);
  });

  it('keeps three files at most in the hands of file systems that hang, of all transports; the next has its turn when one of them is written', async () => {
    const gates: PromiseWithResolvers<void>[] = [];
    const hangs = async () => {
      const gate = Promise.withResolvers<void>();
      gates.push(gate);
      await gate.promise;
    };
    const ofAll = new Set<Promise<void>>();
    const hanging = ['a', 'b'].map((name) => new FileTransport(join(directory, name), NAME, hangs, ofAll));
    const healthy = new FileTransport(join(directory, 'c'), NAME, undefined, ofAll);
    const tries = hanging.flatMap((transport) =>
      ['1', '2'].map((messageId) => transport.deliver({ ...MESSAGE, messageId }, PATIENT)),
    );
    await until(() => gates.length === 3);
    const waiting = healthy.deliver(MESSAGE, AbortSignal.abort('too long'));
    expect(await waiting.catch(String)).to.equal('too long');
    for (const gate of gates.splice(0)) gate.resolve();
    await until(() => gates.length === 1);
    await healthy.deliver(MESSAGE, PATIENT);
    gates[0]?.resolve();
    await Promise.all(tries);
    expect(ofAll.size).to.equal(0);
  });
});
