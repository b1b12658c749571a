import { expect } from 'chai';
import { hashOfNoPassword, hashPassword, verifyPassword } from '../../src/security/password-hash.ts';
import { GateFull } from '../../src/security/work-gate.ts';

describe('password hashes', () => {
  let hash: string;
  before(async () => {
    hash = await hashPassword('Tyne and Wear');
  });

  it('name their algorithm, its cost and their salt', async () => {
    expect(hash).to.match(/^scrypt\$32768\$8\$1\$[\w+/]{22}==\$[\w+/]{43}=$/);
  });

  it('have a salt of their own', async () => {
    expect(await hashPassword('Tyne and Wear')).to.not.equal(hash);
  });

  it('do not tell apart what looks the same', async () => {
    expect(await verifyPassword('cafe\u0301', await hashPassword('caf\u00e9'))).to.equal(true);
  });

  for (const [password, right] of [
    ['Tyne and Wear', true],
    ['tyne and wear', false],
    ['Tyne and Wear ', false],
    ['', false],
  ] as const) {
    it(`${right ? 'accept' : 'refuse'} '${password}'`, async () => {
      expect(await verifyPassword(password, hash)).to.equal(right);
    });
  }

  for (const encoded of ['', 'secret', 'md5$1$2$3$YQ==$YQ==', 'scrypt$32768$8$1$$', 'scrypt$32768$8$99$YQ==$YQ==']) {
    it(`that are none are nobody's: '${encoded}'`, async () => {
      expect(await verifyPassword('secret', encoded)).to.equal(false);
    });
  }

  it('of no password match nothing', async () => {
    expect(await verifyPassword('', hashOfNoPassword())).to.equal(false);
  });

  it('that ask for more memory than they may are refused', async () => {
    const problem = await verifyPassword('secret', 'scrypt$1048576$8$1$YQ==$YQ==').catch((error: Error) => error);
    expect(problem).to.be.instanceOf(Error);
  });

  it('are not worked on without bound', async () => {
    const many = Array.from({ length: 80 }, () => verifyPassword('x', 'scrypt$16$1$1$YQ==$YWFhYWFhYWFhYWFhYWFhYQ=='));
    const results = await Promise.allSettled(many);
    const refused = results.filter((result) => result.status === 'rejected' && result.reason instanceof GateFull);
    expect(refused).to.have.lengthOf(80 - 2 - 32);
  });
});
