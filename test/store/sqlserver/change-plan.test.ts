import { expect } from 'chai';
import { planStatements } from '../../../src/store/sqlserver/change-plan.ts';
import type { ChangeStatement } from '../../../src/store/sqlserver/change-statement.ts';
import { TableOrder } from '../../../src/store/sqlserver/table-order.ts';
import { type RowChange, RowGone } from '../../../src/store/store.ts';
import { ACCOUNT, ASSET, deleteOf, insertOf, makeTable, ORGANIZATION, TABLES, updateOf } from '../tables.ts';

/** A header points at its primary line, and each line has to have a header. */
const HEAD = makeTable('HEAD', [
  { name: 'NAME', type: { kind: 'nvarchar', length: 10 } },
  { name: 'PRIMARY_ID', type: { kind: 'id' }, references: 'LINE' },
]);
const LINE = makeTable('LINE', [{ name: 'HEAD_ID', type: { kind: 'id' }, required: true, references: 'HEAD' }]);
/** One with two primaries. */
const WHOLE = makeTable('WHOLE', [
  { name: 'LEFT_ID', type: { kind: 'id' }, references: 'PART' },
  { name: 'RIGHT_ID', type: { kind: 'id' }, references: 'PART' },
]);
const PART = makeTable('PART', [{ name: 'WHOLE_ID', type: { kind: 'id' }, required: true, references: 'WHOLE' }]);

const order = new TableOrder([...TABLES, LINE, HEAD, PART, WHOLE]);

/** Lists of changes, and the statements that they become: kind, table, and of each row what is set. */
const CASES: readonly (readonly [what: string, changes: readonly RowChange[], statements: readonly string[]])[] = [
  [
    'inserts what is pointed at first, all rows of a table together',
    [
      insertOf(ACCOUNT, '1', { NAME: 'a' }),
      insertOf(ORGANIZATION, '0', { NAME: 'o' }),
      insertOf(ACCOUNT, '2', { NAME: 'b', LOC: 'x' }),
    ],
    ['insert S_BU 0(NAME=o)', 'insert S_ORG_EXT 1(NAME=a,LOC=) 2(NAME=b,LOC=x)'],
  ],
  [
    'lets rows of one table point at each other',
    [insertOf(ACCOUNT, '1', { NAME: 'a', PAR_OU_ID: '2' }), insertOf(ACCOUNT, '2', { NAME: 'b', PAR_OU_ID: '1' })],
    ['insert S_ORG_EXT 1(NAME=a,PAR_OU_ID=2) 2(NAME=b,PAR_OU_ID=1)'],
  ],
  [
    'sets a primary when it is there',
    [insertOf(HEAD, 'h', { NAME: 'h', PRIMARY_ID: 'l' }), insertOf(LINE, 'l', { HEAD_ID: 'h' })],
    ['insert HEAD h(NAME=h,PRIMARY_ID=)', 'insert LINE l(HEAD_ID=h)', 'assign HEAD h(PRIMARY_ID=l)'],
  ],
  [
    'updates all rows of a table together, once each, whichever columns they change',
    [
      updateOf(ACCOUNT, '1', { NAME: 'a' }),
      updateOf(ACCOUNT, '2', { NAME: 'b' }),
      updateOf(ORGANIZATION, '0', { NAME: 'o' }),
      updateOf(ACCOUNT, '3', { LOC: null }),
      updateOf(ACCOUNT, '1', { NAME: 'c' }),
    ],
    ['update S_ORG_EXT 1(NAME=c,LOC kept)*2 2(NAME=b,LOC kept) 3(NAME kept,LOC=)', 'update S_BU 0(NAME=o)'],
  ],
  [
    'deletes rows before those that they point at, and lets go of them before',
    [deleteOf(HEAD, 'h'), deleteOf(LINE, 'l')],
    ['assign HEAD h(PRIMARY_ID=)', 'delete LINE l()', 'delete HEAD h()'],
  ],
  [
    'lets a row that stays go of one that is deleted',
    [deleteOf(LINE, 'l'), updateOf(HEAD, 'h', { PRIMARY_ID: null })],
    ['assign HEAD h(PRIMARY_ID=)', 'delete LINE l()', 'update HEAD h(PRIMARY_ID=)'],
  ],
  [
    'writes a row anew that is deleted and inserted',
    [deleteOf(ORGANIZATION, '0'), insertOf(ORGANIZATION, '0', { NAME: 'again' })],
    ['replace S_BU 0(NAME=again)'],
  ],
  [
    'and lets it keep what has to point at something until that is there',
    [deleteOf(LINE, 'l'), insertOf(LINE, 'l', { HEAD_ID: 'new' }), insertOf(HEAD, 'new', {})],
    ['replace LINE l(HEAD_ID kept)', 'insert HEAD new()', 'assign LINE l(HEAD_ID=new)'],
  ],
  [
    'and lets it go of what is deleted',
    [deleteOf(LINE, 'l'), deleteOf(HEAD, 'h'), insertOf(HEAD, 'h', { NAME: 'n' })],
    ['assign HEAD h(PRIMARY_ID=)', 'delete LINE l()', 'replace HEAD h(NAME=n,PRIMARY_ID=)'],
  ],
  [
    'sets several primaries of a row at once',
    [
      insertOf(WHOLE, 'w', { LEFT_ID: 'l', RIGHT_ID: 'r' }),
      insertOf(WHOLE, 'v', { RIGHT_ID: 'r' }),
      insertOf(PART, 'l', { WHOLE_ID: 'w' }),
      insertOf(PART, 'r', { WHOLE_ID: 'w' }),
    ],
    [
      'insert WHOLE w(LEFT_ID=,RIGHT_ID=) v(LEFT_ID=,RIGHT_ID=)',
      'insert PART l(WHOLE_ID=w) r(WHOLE_ID=w)',
      'assign WHOLE w(LEFT_ID=l,RIGHT_ID=r) v(LEFT_ID kept,RIGHT_ID=r)',
    ],
  ],
  [
    'forgets what comes and goes',
    [insertOf(ASSET, '1', {}), updateOf(ASSET, '1', { ID: 'x' }), deleteOf(ASSET, '1')],
    [],
  ],
  [
    'leaves a second insert for the database to refuse',
    [insertOf(ORGANIZATION, '1', { NAME: 'a' }), insertOf(ORGANIZATION, '1', { NAME: 'b' })],
    ['insert S_BU 1(NAME=a) 1(NAME=b)'],
  ],
];

describe('the statements that changes become on SQL Server', () => {
  for (const [what, changes, statements] of CASES) {
    it(what, () => expect(planStatements(changes, order).map(textOf)).to.deep.equal(statements));
  }

  it('refuse to change what has been deleted', () => {
    const changes = [deleteOf(ACCOUNT, '1'), updateOf(ACCOUNT, '1', { NAME: 'a' })];
    expect(() => planStatements(changes, order)).to.throw(RowGone);
    expect(() => planStatements([deleteOf(ACCOUNT, '1'), deleteOf(ACCOUNT, '1')], order)).to.throw(RowGone);
  });

  it('need an order that required foreign keys allow', () => {
    const one = makeTable('ONE', [{ name: 'ID', type: { kind: 'id' }, required: true, references: 'TWO' }]);
    const two = makeTable('TWO', [{ name: 'ID', type: { kind: 'id' }, required: true, references: 'ONE' }]);
    expect(() => new TableOrder([one, two])).to.throw(RangeError, 'circle');
    expect(() => order.compare('HEAD', 'NONE')).to.throw(RangeError, 'NONE');
  });
});

function textOf({ kind, table, columns, rows }: ChangeStatement): string {
  const texts = rows.map(({ rowId, values, modifications }) => {
    const set = columns.map(({ name }, position) => {
      const value = values[position];
      return value === undefined ? `${name} kept` : `${name}=${value ?? ''}`;
    });
    return `${rowId}(${set.join()})${modifications > 1 ? `*${modifications}` : ''}`;
  });
  return `${kind} ${table.name} ${texts.join(' ')}`;
}
