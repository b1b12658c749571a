import { expect } from 'chai';
import {
  errorNumbers,
  errorText,
  goneRow,
  isConflict,
  isConstraintViolation,
  isOutage,
  isUniqueViolation,
} from '../../../src/store/sqlserver/sqlserver-errors.ts';

const numbered = (number: number, message = 'said the server', cause?: unknown): Error =>
  Object.assign(new Error(message, { cause }), { number });
const coded = (code: string): Error => Object.assign(new Error('the connection'), { code });

const KINDS: readonly (readonly [what: string, error: unknown, kinds: readonly string[]])[] = [
  ['the loser of a deadlock', numbered(1205), ['conflict']],
  ['a row that is not as it was read', numbered(50002), ['conflict']],
  ['a conflict of snapshots', numbered(3960), ['conflict']],
  ['a unique index', numbered(2601), ['unique']],
  ['a unique constraint', numbered(2627), ['unique']],
  ['a foreign key', numbered(547), ['constraint']],
  ['a failover', numbered(983), ['outage']],
  ['a database that Azure moves', numbered(40613), ['outage']],
  ['a broken connection', coded('ESOCKET'), ['outage']],
  ['what came of it', new Error('wrapped', { cause: coded('ECONNCLOSED') }), ['outage']],
  ['several at once', new AggregateError([numbered(547), numbered(3621)]), ['constraint']],
  ['a mistake of ours', numbered(102), []],
  ['no error', 'text', []],
];

describe('errors of SQL Server', () => {
  for (const [what, error, kinds] of KINDS) {
    it(`${what}: ${kinds.join() || 'nothing special'}`, () => {
      const found = {
        conflict: isConflict(error),
        outage: isOutage(error),
        unique: isUniqueViolation(error),
        constraint: isConstraintViolation(error),
      };
      expect(Object.entries(found).flatMap(([kind, is]) => (is ? [kind] : []))).to.deep.equal(kinds);
    });
  }

  it('name the row that is gone', () => {
    expect(goneRow(numbered(50001, 'S_ORG_EXT 1-A'))).to.deep.equal({ table: 'S_ORG_EXT', rowId: '1-A' });
    expect(goneRow(numbered(547))).to.equal(undefined);
  });

  it('say all that the server said', () => {
    const error = numbered(547, 'outer', numbered(3621, 'inner'));
    expect(errorText(error)).to.equal('outer; inner');
    expect(errorNumbers(error)).to.deep.equal([547, 3621]);
  });
});
