import { expect } from 'chai';
import { passwordVerdict, verifyElsewhere } from '../../src/commands/password-verdict.ts';
import { hashPassword } from '../../src/security/password-hash.ts';
import { GateFull } from '../../src/security/work-gate.ts';

describe('a password that is checked by another thread', () => {
  it('is right or wrong', async () => {
    const hash = await hashPassword('a password');
    expect(await verifyElsewhere({ password: 'a password', hash }, passwordVerdict)).to.equal(true);
    expect(await verifyElsewhere({ password: 'another one', hash }, passwordVerdict)).to.equal(false);
  });

  it('is refused when too many are being checked already, or when that thread ends', async () => {
    const hash = await hashPassword('a password');
    const verdicts = await Promise.all(
      Array.from({ length: 40 }, () => passwordVerdict({ password: 'a password', hash })),
    );
    expect(new Set(verdicts)).to.deep.equal(new Set(['right', 'busy']));
    for (const verdict of ['busy', undefined] as const) {
      const problem = await verifyElsewhere({ password: 'a', hash }, async () => verdict).catch(
        (error: unknown) => error,
      );
      expect(problem).to.be.instanceOf(GateFull);
    }
  });
});
