import { expect } from 'chai';
import { assertUsable, databaseRemarks, explainOpening } from '../../../src/store/sqlserver/database-state.ts';
import { ConnectionLost } from '../../../src/store/sqlserver/sqlserver-errors.ts';
import { StoreBusy, StoreUnavailable } from '../../../src/store/store.ts';

describe('a database on SQL Server', () => {
  it('is refused where the server is too old, or the database is set to be so, with what a DBA has to do', () => {
    const state = { compatibilityLevel: 110, allowsSnapshots: true, problem: "Invalid object name 'OPENJSON'." };
    expect(() => assertUsable('crm]x', state))
      .to.throw(StoreUnavailable)
      .with.property(
        'message',
        "database crm]x has compatibility level 110 (Invalid object name 'OPENJSON'.); the service needs SQL Server 2017 or later and level 130 or higher: ALTER DATABASE [crm]]x] SET COMPATIBILITY_LEVEL = 140",
      );
  });

  it('is taken where everything is there, whatever its number', () => {
    assertUsable('crm', { compatibilityLevel: 120, allowsSnapshots: false, problem: undefined });
  });

  it('has a remark when reads and writes wait for each other', () => {
    expect(databaseRemarks('crm', true)).to.deep.equal([]);
    expect(databaseRemarks('crm', false)).to.deep.equal([
      'database crm does not allow snapshot isolation, so that whoever reads and whoever writes wait for each other: ALTER DATABASE [crm] SET ALLOW_SNAPSHOT_ISOLATION ON',
    ]);
  });

  it('is told to be away or busy where that ends its opening; other errors are as they are', () => {
    const lockTimeout = Object.assign(new Error('Lock request time out period exceeded.'), { number: 1222 });
    expect(explainOpening(new ConnectionLost(new Error('socket hang up')), 'crm'))
      .to.be.instanceOf(StoreUnavailable)
      .with.property('message', 'database crm does not answer: socket hang up; socket hang up');
    expect(explainOpening(lockTimeout, 'crm'))
      .to.be.instanceOf(StoreBusy)
      .with.property('message', 'database crm does not answer: Lock request time out period exceeded.');
    for (const error of [new StoreBusy('another process is migrating the database'), new TypeError('ours')])
      expect(explainOpening(error, 'crm')).to.equal(error);
  });
});
