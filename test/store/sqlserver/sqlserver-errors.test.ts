import { expect } from 'chai';
import { ConnectionError, RequestError } from 'tedious';
import { ROW_CHANGED, ROW_GONE } from '../../../src/store/sqlserver/change-text.ts';
import {
  ConnectionLost,
  errorNumbers,
  errorText,
  goneRow,
  isConflict,
  isConstraintViolation,
  isOutage,
  isUniqueViolation,
} from '../../../src/store/sqlserver/sqlserver-errors.ts';

/** As the driver makes one of what the server says. */
const numbered = (number: number, message = 'said the server', cause?: unknown): Error =>
  Object.assign(new RequestError(message, 'EREQUEST', { cause }), { number, state: 1, class: 16, lineNumber: 1 });
/** What a session does with KILL: the server says so, and ends the connection. */
const KILLED = new AggregateError([
  numbered(596, 'Cannot continue the execution because the session is in the kill state.'),
  numbered(0, 'A severe error occurred on the current command. The results, if any, should be discarded.'),
]);
/** As the driver, its pool and the socket say that there is no connection. */
const LOST: readonly (readonly [what: string, error: unknown])[] = [
  ['that the other side ends', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
  ['that ends in the middle of an answer', new Error('unexpected end of message stream')],
  ['that is closed under a request', new RequestError('Connection closed before request completed.', 'ECLOSE')],
  ['whose answer does not come', new RequestError('Timeout: Request failed to complete in 15000ms', 'ETIMEOUT')],
  ['that nobody accepts', new ConnectionError('Failed to connect to 127.0.0.1:1433', 'ESOCKET')],
  ['that the pool does not get in time', new Error('operation timed out for an unknown reason')],
];

const KINDS: readonly (readonly [what: string, error: unknown, kinds: readonly string[]])[] = [
  ['the loser of a deadlock', numbered(1205), ['conflict']],
  ["what another's trigger raises", numbered(50_001, 'no way'), []],
  ['a row that is not as it was read', numbered(ROW_CHANGED), ['conflict']],
  [
    'a conflict of snapshots',
    numbered(3960, 'Snapshot isolation transaction aborted due to update conflict.'),
    ['conflict'],
  ],
  ['a session that was ended by KILL', KILLED, ['outage']],
  ['a unique index', numbered(2601), ['unique']],
  ['a unique constraint', numbered(2627), ['unique']],
  ['a foreign key', numbered(547), ['constraint']],
  ['a failover', numbered(983), ['outage']],
  ['a database that Azure moves', numbered(40613), ['outage']],
  ...LOST.map(([what, error]) => [`a connection ${what}`, new ConnectionLost(error), ['outage']] as const),
  ['what came of it', new Error('wrapped', { cause: new ConnectionLost(new Error('gone')) }), ['outage']],
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
    expect(goneRow(numbered(ROW_GONE, 'S_ORG_EXT 1-A'))).to.deep.equal({ table: 'S_ORG_EXT', rowId: '1-A' });
    expect(goneRow(numbered(547))).to.equal(undefined);
  });

  it('say all that the server said', () => {
    const error = numbered(547, 'outer', numbered(3621, 'inner'));
    expect(errorText(error)).to.equal('outer; inner');
    expect(errorNumbers(error)).to.deep.equal([547, 3621]);
  });
});
