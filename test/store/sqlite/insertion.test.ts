import { expect } from 'chai';
import { Insertion } from '../../../src/store/sqlite/insertion.ts';
import { insertRow } from '../../../src/store/sqlite/sql.ts';
import type { Value } from '../../../src/store/store.ts';
import { ACCOUNT, columnOf, makeTable, ORGANIZATION, STAMP } from '../tables.ts';

const NOW = '2026-11-26 12:00:00';
const STAMPED = ['ROW_ID', 'CREATED', 'CREATED_BY', 'LAST_UPD', 'LAST_UPD_BY', 'DB_LAST_UPD', 'DB_LAST_UPD_SRC'];
const stampOf = (rowId: string): Value[] => [rowId, NOW, STAMP.by, NOW, STAMP.by, NOW, STAMP.source];

/** The parameters of rows of accounts, one after the other. */
function accounts(): { insertion: Insertion; row: (rowId: string, values: Record<string, Value>) => Value[] } {
  const insertion = new Insertion(ACCOUNT);
  const row = (rowId: string, values: Record<string, Value>): Value[] => {
    const columns = Object.keys(values).map((name) => columnOf(ACCOUNT, name));
    return [...insertion.row(rowId, columns, Object.values(values), STAMP, NOW)];
  };
  return { insertion, row };
}

function textFor(...names: string[]): string {
  return insertRow(
    ACCOUNT,
    [...STAMPED, ...names].map((name) => columnOf(ACCOUNT, name)),
  );
}

describe('how SQLite inserts the rows of a table', () => {
  it('has parameters for the system columns, and for those that a row had a value for', () => {
    const { insertion, row } = accounts();
    expect(row('1-A', { NAME: 'Tyne' })).to.deep.equal([...stampOf('1-A'), 'Tyne']);
    expect(insertion.text(STAMP, NOW)).to.equal(textFor('NAME'));
    expect(row('1-B', { LOC: 'York', NAME: 'Wear' })).to.deep.equal([...stampOf('1-B'), 'Wear', 'York']);
    expect(insertion.text(STAMP, NOW)).to.equal(textFor('NAME', 'LOC'));
  });

  it('gives what a row has no value for its default, and what is emptied null', () => {
    const { insertion, row } = accounts();
    row('1-A', { NAME: 'Tyne', LOC: 'York', BU_ID: '0-1' });
    expect(row('1-B', { NAME: 'Wear' })).to.deep.equal([...stampOf('1-B'), 'Wear', null, '0-R9NH']);
    expect(row('1-C', { BU_ID: null })).to.deep.equal([...stampOf('1-C'), null, null, null]);
    expect(insertion.text(STAMP, NOW)).to.equal(textFor('NAME', 'LOC', 'BU_ID'));
  });

  it('in bulk has what is the same for all rows of a list in its text', () => {
    const insertion = new Insertion(ACCOUNT, true);
    const columns = ['CREATED', 'NAME'].map((name) => columnOf(ACCOUNT, name));
    const row = (rowId: string, name: string): Value[] => [
      ...insertion.row(rowId, columns, ['then', name], STAMP, NOW),
    ];
    expect(row('1-A', 'Tyne')).to.deep.equal(['1-A', 'Tyne']);
    expect(row('1-B', 'Wear')).to.deep.equal(['1-B', 'Wear']);
    const bulkText = (...stamp: readonly string[]): string =>
      insertRow(
        ACCOUNT,
        ['ROW_ID', 'NAME'].map((name) => columnOf(ACCOUNT, name)),
        new Map(STAMPED.slice(1).map((name, index) => [columnOf(ACCOUNT, name), stamp[index] ?? ''])),
      );
    expect(insertion.text(STAMP, NOW)).to.equal(bulkText(NOW, STAMP.by, NOW, STAMP.by, NOW, STAMP.source));
    const later = '2026-11-26 12:00:01';
    const stamps = [
      { stamp: STAMP, now: later },
      { stamp: { ...STAMP, by: "O'Neill" }, now: later },
      { stamp: { by: "O'Neill", source: 'feed' }, now: later },
    ];
    for (const { stamp, now } of stamps)
      expect(insertion.text(stamp, now)).to.equal(bulkText(now, stamp.by, now, stamp.by, now, stamp.source));
    expect(insertion.text({ by: "O'Neill", source: 'feed' }, later)).to.contain("'O''Neill'");
  });

  it('does not take the system columns from the caller', () => {
    const { insertion, row } = accounts();
    expect(row('1-A', { CREATED: 'then', ROW_ID: '1-B', NAME: 'Tyne' })).to.deep.equal([...stampOf('1-A'), 'Tyne']);
    expect(insertion.text(STAMP, NOW)).to.equal(textFor('NAME'));
  });

  it('tells the foreign keys among the parameters, and those that have a default', () => {
    const { insertion, row } = accounts();
    row('1-A', { NAME: 'Tyne' });
    const presetUnit = { name: 'BU_ID', position: undefined, preset: '0-R9NH' };
    expect(insertion.foreignKeys).to.deep.equal([presetUnit]);
    row('1-B', { PAR_OU_ID: '1-A' });
    expect(insertion.foreignKeys).to.deep.equal([presetUnit, { name: 'PAR_OU_ID', position: 8, preset: null }]);
    row('1-C', { BU_ID: '0-1' });
    expect(insertion.foreignKeys[0]).to.deep.equal({ ...presetUnit, position: 9 });
  });

  it('knows a column of the same name, and refuses one that the table does not have', () => {
    const { insertion, row } = accounts();
    const twin = makeTable('S_ORG_EXT', [{ name: 'LOC', type: { kind: 'nvarchar', length: 50 } }]);
    insertion.row('1-A', [columnOf(twin, 'LOC')], ['York'], STAMP, NOW);
    expect(row('1-B', { LOC: 'Leeds' })).to.deep.equal([...stampOf('1-B'), 'Leeds']);
    const list = [columnOf(ACCOUNT, 'NAME')];
    insertion.row('1-C', list, ['Wear'], STAMP, NOW);
    const refused = [
      columnOf(ACCOUNT, 'BU_ID'),
      columnOf(ORGANIZATION, 'NAME'),
      columnOf(makeTable('X', [{ name: 'X', type: { kind: 'id' } }]), 'X'),
    ];
    expect(() => insertion.row('1-D', refused, ['0-1', 'x', 'x'], STAMP, NOW)).to.throw(RangeError);
    expect(insertion.row('1-E', list, ['Tees'], STAMP, NOW).slice(STAMPED.length)).to.deep.equal([
      null,
      'Tees',
      '0-R9NH',
    ]);
    expect(() => new Insertion(ORGANIZATION).row('1-A', [columnOf(ACCOUNT, 'LOC')], ['York'], STAMP, NOW)).to.throw(
      RangeError,
      'S_BU has no column LOC',
    );
  });
});
