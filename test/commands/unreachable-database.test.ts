import { createServer } from 'node:net';
import { expect } from 'chai';
import { cutAdapterAll, type Ended } from './command-process.ts';

const COMMANDS: readonly (readonly string[])[] = [
  ['migrate', '--plan'],
  ['migrate'],
  ['get', 'account', '1-2A7QK'],
  ['user', 'list'],
];

describe('a database server that is not there', () => {
  let ended: readonly Ended[];

  before(async () => {
    const url = `mssql://cut:secret@127.0.0.1:${await closedPort()}/crm`;
    ended = await cutAdapterAll(COMMANDS, { CUT_DATABASE_URL: url });
  });

  for (const [position, command] of COMMANDS.entries()) {
    it(`is said in one line by ${command.join(' ')}, without the password`, () => {
      const { code, stdout, stderr } = ended[position] ?? {};
      expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' });
      expect(stderr).to.match(/^[^\n]*no way to database crm: Failed to connect to 127\.0\.0\.1:\d+[^\n]*\n$/);
      expect(stderr).not.to.contain('secret');
    });
  }
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
