import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { optionEntries } from '../../src/config/options.ts';
import { OptionsError } from '../../src/config/options-error.ts';
import { PACKAGE_ROOT } from '../../src/config/package-root.ts';
import { type OptionSources, readOptions } from '../../src/config/read-options.ts';

describe('readOptions', () => {
  let directory: string;

  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'cut-options-'));
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  const read = (sources: Partial<OptionSources>) => readOptions({ flags: {}, environment: {}, directory, ...sources });
  const problemsOf = (sources: Partial<OptionSources>): readonly string[] => {
    try {
      read(sources);
    } catch (error) {
      if (error instanceof OptionsError) return error.problems;
      throw error;
    }
    return [];
  };
  const file = (name: string, text: string): string => {
    const path = join(directory, name);
    writeFileSync(path, text);
    return path;
  };

  it('has a default for everything that needs one', () => {
    const { options, warnings } = read({});
    expect(options).to.include({
      host: '127.0.0.1',
      port: 8080,
      samples: true,
      bodyLimit: 16 * 1024 * 1024,
      dateFormat: 'siebel',
    });
    expect(options.dataDir).to.equal(join(directory, 'data'));
    expect(options.databaseUrl).to.deep.equal({ kind: 'sqlite', path: join(directory, 'data', 'cut.db') });
    expect(options.mappings).to.equal(join(PACKAGE_ROOT, 'mappings'));
    expect(options.adminPassword).to.equal(undefined);
    expect(warnings).to.deep.equal([]);
    expect(options).to.satisfy(Object.isFrozen);
    expect(Object.keys(options)).to.deep.equal(optionEntries().map(([name]) => name));
  });

  it('lets a flag beat the environment, the environment the file, and the file the default', () => {
    const config = file('precedence.yaml', 'host: 10.0.0.1\nport: 1\nqueryLimit: 5\n');
    const { options } = read({
      flags: { configFile: config, host: '127.0.0.3' },
      environment: { CUT_HOST: '127.0.0.2', CUT_PORT: '2' },
    });
    expect(options).to.include({ host: '127.0.0.3', port: 2, queryLimit: 5, configFile: config });
  });

  it('takes a switch from the command line', () => {
    expect(read({ flags: { samples: false, trustProxy: true } }).options).to.include({
      samples: false,
      trustProxy: true,
    });
  });

  it('counts an empty environment variable as not set', () => {
    expect(read({ environment: { CUT_PORT: '' } }).options.port).to.equal(8080);
  });

  it('starts relative paths of the file from its directory', () => {
    const config = file('paths.yaml', 'dataDir: store\n');
    const { options } = read({ environment: { CUT_CONFIG: config }, directory: tmpdir() });
    expect(options.dataDir).to.equal(join(directory, 'store'));
    expect(options.databaseUrl).to.deep.equal({ kind: 'sqlite', path: join(directory, 'store', 'cut.db') });
  });

  it('takes values of the file as they are written', () => {
    const config = file('values.yaml', 'samples: no\nbodyLimit: 1MB\nport: 0\nadminPassword: "0123"\n');
    expect(read({ flags: { configFile: config } }).options).to.include({
      samples: false,
      bodyLimit: 1024 * 1024,
      port: 0,
      adminPassword: '0123',
    });
  });

  it('accepts an empty file', () => {
    expect(read({ flags: { configFile: file('empty.yaml', '# nothing\n') } }).options.port).to.equal(8080);
  });

  it('reports all mistakes at once, each with its place', () => {
    const config = file('mistakes.yaml', 'host: 127.0.0.1\nporrt: 80\nbodyLimit: huge\nlogLevel: [info]\n');
    expect(
      problemsOf({ flags: { configFile: config, port: '99999' }, environment: { CUT_QUERY_LIMIT: 'x' } }),
    ).to.deep.equal([
      `${config}:4: logLevel must be one value`,
      "--port: '99999' must be a port number, 0 to 65535; 0 takes any free one",
      "CUT_QUERY_LIMIT: 'x' must be a whole number, at least 1",
      `${config}:3: bodyLimit: 'huge' must be a size such as 512KB, 16MB or 1GB (1 KB is 1024 bytes)`,
      `${config}:2: there is no option porrt; did you mean port?`,
    ]);
    const readable = file('mistakes2.yaml', 'host: 127.0.0.1\nporrt: 80\nbodyLimit: huge\nconfigFile: a\n');
    expect(problemsOf({ flags: { configFile: readable } })).to.deep.equal([
      `${readable}:3: bodyLimit: 'huge' must be a size such as 512KB, 16MB or 1GB (1 KB is 1024 bytes)`,
      `${readable}:2: there is no option porrt; did you mean port?`,
      `${readable}:4: there is no option configFile`,
    ]);
  });

  it('names the line of YAML that cannot be read', () => {
    const config = file('broken.yaml', 'host: 127.0.0.1\nport: "80\n');
    const [problem] = problemsOf({ flags: { configFile: config } });
    expect(problem).to.match(/broken\.yaml:\d: Missing closing "quote/);
  });

  it('refuses a file that is a list, sets an option twice, or is not there', () => {
    expect(problemsOf({ flags: { configFile: file('list.yaml', '- host\n') } })[0]).to.match(
      /list\.yaml:1: must hold options/,
    );
    expect(problemsOf({ flags: { configFile: file('twice.yaml', 'port: 1\nport: 2\n') } })[0]).to.match(
      /twice\.yaml:2: .*unique/,
    );
    expect(problemsOf({ flags: { configFile: join(directory, 'none.yaml') } })[0]).to.match(/none\.yaml: ENOENT/);
  });

  it('does not show what is secret', () => {
    const [problem] = problemsOf({
      environment: { CUT_DATABASE_URL: 'mssql://sa:hidden@db/cut?scheme=dbo' },
      flags: { adminPassword: '' },
    });
    expect(problem).to.contain('has no parameter scheme').and.not.to.contain('hidden');
    expect(problemsOf({ flags: { adminPassword: '' } })).to.deep.equal(['adminPassword: must not be empty']);
  });

  it('warns of environment variables that are no options, and suggests the one that was meant', () => {
    const { warnings } = read({ environment: { CUT_PROT: '1', CUT_ZZZZZZZZZZ: '1', PATH: '/bin' } });
    expect(warnings).to.deep.equal([
      'CUT_PROT is not an option and has no effect; did you mean CUT_PORT?',
      'CUT_ZZZZZZZZZZ is not an option and has no effect',
    ]);
  });

  it('warns of values that need a thought before production', () => {
    const { warnings } = read({ flags: { host: '0.0.0.0', trustProxy: true } });
    expect(warnings).to.have.length(2);
    expect(warnings[0]).to.match(/^host is 0\.0\.0\.0: .*HTTPS/);
    expect(read({ flags: { host: 'localhost' } }).warnings).to.deep.equal([]);
  });

  it('resolves from the directory it is given, not from where the process runs', () => {
    expect(read({ flags: { dataDir: 'x' }, directory: resolve('/elsewhere') }).options.dataDir).to.equal(
      resolve('/elsewhere/x'),
    );
  });
});
