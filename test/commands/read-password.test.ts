import { PassThrough, Readable } from 'node:stream';
import { expect } from 'chai';
import { readPassword } from '../../src/commands/read-password.ts';
import { Refusal } from '../../src/commands/refusal.ts';

/** A terminal on which these keys are typed, and what it shows. */
function terminal(...keys: readonly string[]) {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (raw: boolean) => modes.push(raw) });
  const screen = new PassThrough();
  const waiting = [...keys];
  let shown = '';
  screen.on('data', (chunk) => {
    shown += chunk;
    if (String(chunk).endsWith(': ')) setImmediate(() => input.write(waiting.shift() ?? '\u0004'));
  });
  return { input, screen, modes, shown: () => shown };
}

const typed: readonly (readonly [what: string, keys: readonly string[], password: string])[] = [
  ['typed twice', ['secret\r', 'secret\r'], 'secret'],
  ['with a line feed', ['secret\n', 'secret\n'], 'secret'],
  ['with corrections', ['sef\u007fcrex\bt\r', 'wrong\u0015secret\r'], 'secret'],
  ['pasted together', ['secret\rsecret\r'], 'secret'],
  ['of any script', ['пароль密码\r', 'пароль密码\r'], 'пароль密码'],
];

const refused: readonly (readonly [what: string, keys: readonly string[], says: RegExp])[] = [
  ['two different ones', ['one\r', 'other\r'], /differ/],
  ['an empty one', ['\r'], /no password given/],
  ['Ctrl-C', ['sec\u0003'], /no password given/],
  ['Ctrl-D', ['\u0004'], /no password given/],
];

describe('readPassword on a terminal', () => {
  for (const [what, keys, password] of typed)
    it(`takes a password ${what}, and shows none of it`, async () => {
      const { input, screen, modes, shown } = terminal(...keys);
      expect(await readPassword('JDOE', { input, screen })).to.equal(password);
      expect(shown()).to.equal('Password for JDOE: \nThe same again: \n');
      expect(modes).to.deep.equal([true, false, true, false]);
    });

  it('asks once for one that is known', async () => {
    const { input, screen, shown } = terminal('secret\r');
    expect(await readPassword('JDOE', { input, screen, isKnown: true })).to.equal('secret');
    expect(shown()).to.equal('Password for JDOE: \n');
  });

  for (const [what, keys, says] of refused)
    it(`refuses ${what}, and leaves the terminal as it was`, async () => {
      const { input, screen, modes } = terminal(...keys);
      const error = await readPassword('JDOE', { input, screen }).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(Refusal);
      expect(String(error)).to.match(says);
      expect(modes.at(-1)).to.equal(false);
    });

  it('refuses a terminal that goes away', async () => {
    const { input, screen } = terminal('sec');
    const reading = readPassword('JDOE', { input, screen }).catch((reason: unknown) => reason);
    setImmediate(() => input.end());
    expect(await reading).to.be.instanceOf(Refusal);
  });
});

describe('readPassword from standard input', () => {
  const from = (text: string) =>
    readPassword('JDOE', { input: Readable.from([text], { objectMode: false }), screen: new PassThrough() });

  it('takes the first line', async () => {
    expect(await from('\ufeffsecret words\r\nlater\n')).to.equal('secret words');
  });

  for (const [what, text, says] of [
    ['nothing', '', /standard input holds no password/],
    ['an empty first line', '\nlater', /standard input holds no password/],
    ['more than a password can be', 'x'.repeat(20_000), /too long/],
  ] as const)
    it(`refuses ${what}`, async () => {
      const error = await from(text).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(Refusal);
      expect(String(error)).to.match(says);
    });
});
