import { expect } from 'chai';
import { startMessage } from '../../src/commands/start-message.ts';
import { readOptions } from '../../src/config/read-options.ts';

const { options } = readOptions({ flags: { dataDir: '/var/cut' }, environment: {}, directory: '/' });
const service = { address: 'http://127.0.0.1:1', isNew: false, firstUser: undefined, stop: async () => true };

const databases: readonly (readonly [isNew: boolean, samples: boolean, says: string])[] = [
  [false, true, 'Database    /var/cut/cut.db\n'],
  [true, true, 'Database    /var/cut/cut.db (new, with sample records)\n'],
  [true, false, 'Database    /var/cut/cut.db (new)\n'],
];

describe('startMessage', () => {
  for (const [isNew, samples, says] of databases)
    it(`says '${says.trim()}'`, () => {
      expect(startMessage({ ...service, isNew }, { ...options, samples }, false)).to.contain(says);
    });

  it('says in which file a password is that was made up', () => {
    const made = { ...service, firstUser: { login: 'SADMIN', passwordFile: '/var/cut/admin-password' } };
    const given = { ...service, firstUser: { login: 'SADMIN' } };
    expect(startMessage(made, options, false)).to.contain('Password    of SADMIN: in /var/cut/admin-password\n');
    expect(JSON.parse(startMessage(made, options, true))).to.include({
      firstUser: 'SADMIN',
      passwordFile: '/var/cut/admin-password',
    });
    expect(startMessage(given, options, false)).not.to.contain('Password');
    expect(JSON.parse(startMessage(given, options, true))).not.to.have.property('passwordFile');
  });
});
