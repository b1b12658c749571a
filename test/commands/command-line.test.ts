import { expect } from 'chai';
import { PACKAGE_VERSION } from '../../src/config/package-root.ts';
import { cutAdapterAll, type Ended } from './command-process.ts';

const helps: readonly (readonly [command: string, says: RegExp])[] = [
  ['serve', /--port <port>[\s\S]*CUT_PORT[\s\S]*Examples:/],
  ['user', /add[\s\S]*password[\s\S]*list[\s\S]*Examples:/],
  ['get', /<name> <object-id>[\s\S]*Examples:/],
  ['send', /<process> <object-id>[\s\S]*Examples:/],
  ['check', /--mappings <path>[\s\S]*Examples:/],
  ['generate', /--check[\s\S]*Examples:/],
  ['migrate', /--plan[\s\S]*Examples:/],
];

const wrongUses: readonly (readonly [args: readonly string[], says: RegExp])[] = [
  [['fly'], /unknown command 'fly'/],
  [['get', 'account'], /missing required argument 'object-id'/],
  [['serve', '--prot', '1'], /unknown option '--prot'[\s\S]*--port/],
  [['user', 'add', 'JDOE', '--password', 'secret'], /unknown option '--password'/],
  [
    ['serve', '--port', 'x', '--body-limit', 'y'],
    /--port: 'x' must be a port number[\s\S]*--body-limit: 'y' must be a size/,
  ],
  [['serve', '--config', '/nowhere/cut.yaml'], /\/nowhere\/cut\.yaml: ENOENT/],
];

describe('the command line', () => {
  let version: Ended | undefined;
  let explained: readonly Ended[];
  let refused: readonly Ended[];
  before(async () => {
    const ended = await cutAdapterAll([
      ['--version'],
      ...helps.map(([command]) => [command, '--help']),
      ...wrongUses.map(([args]) => args),
    ]);
    [version] = ended;
    explained = ended.slice(1, 1 + helps.length);
    refused = ended.slice(1 + helps.length);
  });

  for (const [index, [command, says]] of helps.entries())
    it(`explains ${command}`, () => {
      expect(explained[index]).to.include({ code: 0, stderr: '' });
      expect(explained[index]?.stdout).to.match(says);
    });

  it('tells its version', () => {
    expect(version).to.deep.equal({ code: 0, stdout: `${PACKAGE_VERSION}\n`, stderr: '' });
  });

  for (const [index, [args, says]] of wrongUses.entries())
    it(`answers '${args.join(' ')}' with exit code 2 and what is wrong`, () => {
      expect(refused[index]).to.include({ code: 2, stdout: '' });
      expect(refused[index]?.stderr).to.match(says);
    });
});
