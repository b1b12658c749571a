import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { createLog, type LogOptions } from '../../src/telemetry/log.ts';

type Written = { text(): string; output: PassThrough & { isTTY?: boolean } };

function sink(isTTY = false): Written {
  const chunks: string[] = [];
  const output = Object.assign(new PassThrough(), { isTTY });
  output.on('data', (chunk) => chunks.push(String(chunk)));
  return { output, text: () => chunks.join('') };
}

async function logged(
  options: Partial<LogOptions>,
  isTTY: boolean,
  write: (log: ReturnType<typeof createLog>) => void,
): Promise<string> {
  const { output, text } = sink(isTTY);
  const log = createLog({ level: 'info', format: 'auto', output, ...options });
  write(log);
  await log.close();
  return text();
}

describe('the log', () => {
  it('is JSON, one line each, when nobody looks at it', async () => {
    const text = await logged({}, false, (log) => {
      log.info('request', { operation: 'CUTGetAccountData', durationMs: 1.5, login: undefined });
      log.warn('careful');
    });
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).to.have.length(2);
    expect(lines[0]).to.deep.include({
      level: 'info',
      message: 'request',
      operation: 'CUTGetAccountData',
      durationMs: 1.5,
    });
    expect(lines[0].time).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(lines[0]).not.to.have.property('login');
    expect(lines[1]).to.deep.include({ level: 'warn', message: 'careful' });
  });

  it('is coloured text on a terminal', async () => {
    const text = await logged({}, true, (log) => log.info('listening', { port: 8080 }));
    expect(text).to.contain('\u001b[32mINFO \u001b[0m listening').and.to.contain('port=');
  });

  it('is text without colours where text is wanted off a terminal', async () => {
    const text = await logged({ format: 'text' }, false, (log) =>
      log.info('listening', { port: 8080, name: 'two words', empty: '', none: undefined, list: ['a'] }),
    );
    expect(text).to.match(
      /^\d\d:\d\d:\d\d\.\d{3} INFO {2}listening +port=8080 name="two words" empty="" list=\["a"\]\n$/,
    );
  });

  it('leaves out what is below its level', async () => {
    const text = await logged({ level: 'warn' }, false, (log) => {
      log.debug('a');
      log.info('b');
      log.warn('c');
      log.error('d');
    });
    expect([...text.matchAll(/"message":"(.)"/g)].map(([, message]) => message)).to.deep.equal(['c', 'd']);
  });

  for (const format of ['text', 'json'] as const) {
    it(`never shows secrets (${format})`, async () => {
      const text = await logged({ format }, false, (log) =>
        log.info('start', {
          adminPassword: 'hunter2',
          headers: { authorization: 'Basic hunter2', 'Set-Cookie': ['hunter2'], accept: 'text/xml' },
          error: Object.assign(new Error('no'), { sessionToken: 'hunter2' }),
        }),
      );
      expect(text).not.to.contain('hunter2');
      expect(text).to.contain('[redacted]').and.to.contain('text/xml');
    });

    it(`cannot be forged by what callers send (${format})`, async () => {
      const forged = 'SADMIN\n12:00:00.000 INFO  all is well\u001b[2J\u0085\u2028\u202e';
      const text = await logged({ format }, false, (log) =>
        log.info(forged, { login: forged, nested: { login: forged }, [forged]: 1, error: new Error(forged) }),
      );
      expect(text).not.to.contain('\u001b');
      if (format === 'text') expect(text).not.to.match(/[\u0085\u2028\u202e]/);
      for (const line of text.split('\n').slice(1)) expect(line).to.match(/^( {4}\| .*)?$/);
    });

    it(`tells an error with its stack and its cause (${format})`, async () => {
      const text = await logged({ format }, false, (log) =>
        log.error('failed', { error: new Error('outer', { cause: new TypeError('inner') }) }),
      );
      expect(text).to.contain('outer').and.to.contain('inner').and.to.contain('log.test.ts');
    });
  }

  it('cuts off what is too long or too deep, and survives any value', async () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const text = await logged({}, false, (log) =>
      log.info('odd', {
        circle,
        long: 'x'.repeat(100_000),
        big: 1n,
        bytes: new Uint8Array(5),
        when: new Date(0),
        symbol: Symbol('s'),
        level: 'mine',
      }),
    );
    expect(text.length).to.be.below(12_000);
    expect(JSON.parse(text)).to.include({
      big: '1',
      bytes: '5 bytes',
      when: '1970-01-01T00:00:00.000Z',
      symbol: 'Symbol(s)',
      level_: 'mine',
    });
  });

  it('writes other text in its order among the lines, whatever the level', async () => {
    const text = await logged({ level: 'error' }, false, (log) => {
      log.error('one');
      log.write('two\n');
      log.error('three');
    });
    expect(text).to.match(/"one".*\ntwo\n.*"three"/);
  });

  it('has written every line when close resolves', async () => {
    const text = await logged({}, false, (log) => {
      for (let i = 0; i < 5000; i++) log.info('line', { i });
    });
    expect(text.trimEnd().split('\n')).to.have.length(5000);
  });

  it('can be closed twice; what comes later is lost without harm', async () => {
    const text = await logged({}, false, (log) => {
      log.info('one');
      void log.close();
      log.info('two');
      log.write('three');
    });
    expect(text)
      .to.contain('one')
      .and.not.to.match(/two|three/);
  });

  it('goes on when its reader is gone', async () => {
    const { output } = sink();
    const log = createLog({ level: 'info', format: 'json', output });
    log.info('one');
    output.destroy(new Error('EPIPE'));
    log.info('two');
    await new Promise(setImmediate);
    log.info('three');
    await log.close();
  });
});
