import { expect } from 'chai';
import type { PhysicalType } from '../../../src/model/model.ts';
import { changeBatch } from '../../../src/store/sqlserver/change-batch.ts';
import { planStatements } from '../../../src/store/sqlserver/change-plan.ts';
import { TableOrder } from '../../../src/store/sqlserver/table-order.ts';
import type { RowChange } from '../../../src/store/store.ts';
import { ASSET, deleteOf, insertOf, makeTable, ORGANIZATION, STAMP, TABLES, updateOf } from '../tables.ts';

const HEAD = makeTable('HEAD', [{ name: 'PRIMARY_ID', type: { kind: 'id' }, references: 'LINE' }]);
const LINE = makeTable('LINE', [{ name: 'HEAD_ID', type: { kind: 'id' }, required: true, references: 'HEAD' }]);
const order = new TableOrder([...TABLES, HEAD, LINE]);
const NOW = '2026-01-31 10:00:00';

/** One batch, that is one round trip, for a list of changes. @param read MODIFICATION_NUM of rows that were read */
function batch(changes: readonly RowChange[], read: Readonly<Record<string, string>> = {}) {
  const expected = () => new Map(Object.entries(read));
  return changeBatch(planStatements(changes, order), STAMP, NOW, { expected, schema: 'dbo' });
}

describe('the batch of changes for SQL Server', () => {
  it('inserts all rows of a table by one statement, typed like its columns', () => {
    const day = { AMOUNT: '1.5', DAY: '2026-01-31', LOCAL_DT: NOW, FLG: 'Y', NOTE: 'n', QTY: '2' };
    expect(batch([insertOf(ASSET, '1-A', day)])).to.deep.equal({
      text:
        'INSERT INTO [dbo].[S_ASSET] ([ROW_ID], [CREATED], [CREATED_BY], [LAST_UPD], [LAST_UPD_BY], [DB_LAST_UPD], [DB_LAST_UPD_SRC],' +
        ' [MODIFICATION_NUM], [NOTE], [FLG], [AMOUNT], [QTY], [DAY], [LOCAL_DT])\n' +
        'SELECT [j].[r], CAST(@p1 AS datetime2(3)), @p2, CAST(@p1 AS datetime2(3)), @p2, CAST(@p1 AS datetime2(3)), @p3, [j].[n],' +
        ' [j].[c0], [j].[c1], [j].[c2], [j].[c3], [j].[c4], [j].[c5]' +
        " FROM OPENJSON(@p4) WITH ([r] varchar(15) '$[0]', [m] decimal(10,0) '$[1]', [n] decimal(10,0) '$[2]'," +
        " [c0] nvarchar(max) '$[3]', [c1] char(1) '$[4]', [c2] decimal(22,7) '$[5]', [c3] decimal(10,0) '$[6]'," +
        " [c4] date '$[7]', [c5] datetime2(3) '$[8]') AS [j];",
      parameters: [NOW, '0-1', 'test', `[["1-A",null,0,"n","Y","1.5","2","2026-01-31","${NOW}"]]`],
    });
  });

  it('updates rows only as they were read, and says which one is gone', () => {
    const { text, parameters } = batch([updateOf(ORGANIZATION, '0-1', { NAME: 'new' })], { '0-1': '3' });
    expect(text).to.equal(`DECLARE @gone nvarchar(2048);
UPDATE [t] SET [t].[NAME] = [j].[c0], [t].[LAST_UPD] = CAST(@p1 AS datetime2(3)), [t].[LAST_UPD_BY] = @p2, [t].[DB_LAST_UPD] = CAST(@p1 AS datetime2(3)), [t].[DB_LAST_UPD_SRC] = @p3, [t].[MODIFICATION_NUM] = [t].[MODIFICATION_NUM] + [j].[n] FROM [dbo].[S_BU] AS [t] JOIN OPENJSON(@p4) WITH ([r] varchar(15) '$[0]', [m] decimal(10,0) '$[1]', [n] decimal(10,0) '$[2]', [c0] nvarchar(100) '$[3]') AS [j] ON [t].[ROW_ID] = [j].[r] COLLATE Latin1_General_BIN2 AND ([j].[m] IS NULL OR [t].[MODIFICATION_NUM] = [j].[m]);
IF @@ROWCOUNT <> @p5 BEGIN
  SELECT TOP (1) @gone = [j].[r] FROM OPENJSON(@p4) WITH ([r] varchar(15) '$[0]', [m] decimal(10,0) '$[1]', [n] decimal(10,0) '$[2]') AS [j] WHERE NOT EXISTS (SELECT 1 FROM [dbo].[S_BU] AS [t] WHERE [t].[ROW_ID] = [j].[r] COLLATE Latin1_General_BIN2);
  IF @gone IS NULL THROW 1129665602, 'S_BU', 1;
  SET @gone = 'S_BU ' + @gone;
  THROW 1129665601, @gone, 1;
END;`);
    expect(parameters).to.deep.equal([NOW, '0-1', 'test', '[["0-1","3",1,"new"]]', 1]);
  });

  it('updates rows of different columns by one statement, each those that it has', () => {
    const { text, parameters } = batch([
      updateOf(ASSET, '1-A', { NOTE: 'n', QTY: '2' }),
      updateOf(ASSET, '1-B', { FLG: 'Y' }),
      updateOf(ASSET, '1-C', { NOTE: null }),
    ]);
    expect(text.split('\n')[1]).to.equal(
      'UPDATE [t] SET' +
        " [t].[NOTE] = CASE WHEN SUBSTRING([j].[s], 1, 1) = '1' THEN [j].[c0] COLLATE Latin1_General_BIN2 ELSE [t].[NOTE] END," +
        " [t].[FLG] = CASE WHEN SUBSTRING([j].[s], 2, 1) = '1' THEN [j].[c1] COLLATE Latin1_General_BIN2 ELSE CAST([t].[FLG] AS nvarchar(max)) END," +
        " [t].[QTY] = CASE WHEN SUBSTRING([j].[s], 3, 1) = '1' THEN [j].[c2] ELSE [t].[QTY] END," +
        ' [t].[LAST_UPD] = CAST(@p1 AS datetime2(3)), [t].[LAST_UPD_BY] = @p2, [t].[DB_LAST_UPD] = CAST(@p1 AS datetime2(3)),' +
        ' [t].[DB_LAST_UPD_SRC] = @p3, [t].[MODIFICATION_NUM] = [t].[MODIFICATION_NUM] + [j].[n]' +
        " FROM [dbo].[S_ASSET] AS [t] JOIN OPENJSON(@p4) WITH ([r] varchar(15) '$[0]', [m] decimal(10,0) '$[1]', [n] decimal(10,0) '$[2]'," +
        " [s] varchar(1024) '$[3]', [c0] nvarchar(max) '$[4]', [c1] char(1) '$[5]', [c2] decimal(10,0) '$[6]') AS [j]" +
        ' ON [t].[ROW_ID] = [j].[r] COLLATE Latin1_General_BIN2 AND ([j].[m] IS NULL OR [t].[MODIFICATION_NUM] = [j].[m]);',
    );
    expect(parameters[3]).to.equal(
      '[["1-A",null,1,"101","n",null,"2"],["1-B",null,1,"010",null,"Y",null],["1-C",null,1,"100",null,null,null]]',
    );
  });

  it('stays as small when a thousand rows change, each other columns', () => {
    const columns = [...ASSET.columns.values()].filter(({ system }) => !system);
    const changes = Array.from({ length: 1000 }, (_, row) => {
      const changed = columns.filter((_column, position) => ((row >> position) & 1) === 1);
      return updateOf(ASSET, `1-${row}`, Object.fromEntries(changed.map(({ name }) => [name, null])));
    });
    expect(batch(changes).parameters).to.have.length(5);
  });

  it('deletes in the same way', () => {
    const { text, parameters } = batch([deleteOf(ORGANIZATION, '0-1'), deleteOf(ORGANIZATION, '0-2')]);
    expect(text).to.match(
      /^DECLARE @gone nvarchar\(2048\);\nDELETE \[t\] FROM \[dbo\]\.\[S_BU\] AS \[t\] JOIN OPENJSON\(@p4\)/,
    );
    expect(parameters.slice(3)).to.deep.equal(['[["0-1",null,0],["0-2",null,0]]', 2]);
  });

  it('sets foreign keys at the end without counting that as an update', () => {
    const { text } = batch([insertOf(HEAD, 'h', { PRIMARY_ID: 'l' }), insertOf(LINE, 'l', { HEAD_ID: 'h' })]);
    expect(text.split('\n').at(-1)).to.equal(
      'UPDATE [t] SET [t].[PRIMARY_ID] = [j].[c0], [t].[LAST_UPD_BY] = @p2 FROM [dbo].[HEAD] AS [t] JOIN OPENJSON(@p6) WITH' +
        " ([r] varchar(15) '$[0]', [m] decimal(10,0) '$[1]', [n] decimal(10,0) '$[2]', [c0] varchar(15) '$[3]') AS [j]" +
        ' ON [t].[ROW_ID] = [j].[r] COLLATE Latin1_General_BIN2;',
    );
  });

  it('writes a row anew with all its columns', () => {
    const { text } = batch([deleteOf(ORGANIZATION, '0-1'), insertOf(ORGANIZATION, '0-1', { NAME: 'again' })]);
    expect(text).to.include(
      "[t].[NAME] = [j].[c0], [t].[CREATED] = CAST(@p1 AS datetime2(3)), [t].[CREATED_BY] = @p2, [t].[CONFLICT_ID] = '0'",
    );
    expect(text).to.include('[t].[MODIFICATION_NUM] = [j].[n] FROM');
  });

  const TOO_LONG: readonly (readonly [column: string, type: PhysicalType, value: string, characters: number])[] = [
    ['a text of characters in pairs', { kind: 'nvarchar', length: 5 }, '\u{1f600}'.repeat(3), 6],
    ['an ASCII text', { kind: 'varchar', length: 5 }, '123456', 6],
    ['a text that is not ASCII', { kind: 'varchar', length: 5 }, 'Łódź', 4],
    ['a ROW_ID', { kind: 'id' }, '1-12345678901234', 16],
    ['a flag', { kind: 'flag' }, 'No', 2],
  ];
  for (const [what, type, value, characters] of TOO_LONG) {
    it(`does not let the server cut ${what} in silence`, () => {
      const table = makeTable('S_X', [{ name: 'C', type }]);
      const statements = planStatements([insertOf(table, '1-A', { C: value })], new TableOrder([table]));
      expect(() => changeBatch(statements, STAMP, NOW, { expected: () => undefined })).to.throw(
        RangeError,
        `column S_X.C (${type.kind}) does not hold this text of ${characters} characters`,
      );
    });
  }

  it('takes texts that are as long as their columns', () => {
    const table = makeTable('S_X', [
      { name: 'C', type: { kind: 'nvarchar', length: 6 } },
      { name: 'D', type: { kind: 'varchar', length: 6 } },
    ]);
    const change = insertOf(table, '1-A', { C: '\u{1f600}'.repeat(3), D: '123456' });
    const statements = planStatements([change], new TableOrder([table]));
    expect(changeBatch(statements, STAMP, NOW, { expected: () => undefined }).parameters).to.have.length(4);
  });
});
