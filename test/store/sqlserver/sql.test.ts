import { expect } from 'chai';
import { keyParameter } from '../../../src/store/sqlserver/keys.ts';
import { countWhere, findByKey, findByKeys, findNumbered, selectWhere } from '../../../src/store/sqlserver/sql.ts';
import type { Shape } from '../../../src/store/store.ts';
import { ACCOUNT, ASSET, equals, ORGANIZATION, referenceTo, shapeOf } from '../tables.ts';

describe('SQL Server statements', () => {
  const shape: Shape = {
    table: ACCOUNT,
    joins: [
      { alias: 'b', kind: 'left', table: ORGANIZATION, on: referenceTo(ACCOUNT, 'BU_ID') },
      { alias: 'p', kind: 'inner', table: ACCOUNT, on: referenceTo(ACCOUNT, 'PAR_OU_ID') },
    ],
    where: [],
    columns: [referenceTo(ACCOUNT, 'ROW_ID'), null, referenceTo(ORGANIZATION, 'NAME', 'b')],
  };
  const name = referenceTo(ACCOUNT, 'NAME');
  const place = referenceTo(ACCOUNT, 'LOC');
  const start =
    'SELECT [t].[ROW_ID] AS [c0], NULL AS [c1], [b].[NAME] AS [c2] FROM [S_ORG_EXT] AS [t]' +
    ' LEFT JOIN [S_BU] AS [b] ON [b].[ROW_ID] = [t].[BU_ID] JOIN [S_ORG_EXT] AS [p] ON [p].[ROW_ID] = [t].[PAR_OU_ID]';

  it('find by one key', () => {
    expect(findByKey(shape, [name, place], ['@p1', '@p2'])).to.equal(
      `${start} WHERE [t].[NAME] = @p1 COLLATE Latin1_General_BIN2 AND [t].[LOC] = @p2 COLLATE Latin1_General_BIN2 ORDER BY [t].[ROW_ID]`,
    );
  });

  it('find by many keys', () => {
    expect(findByKeys(shape, [name], '@p1')).to.equal(
      `${start} WHERE EXISTS (SELECT 1 FROM OPENJSON(@p1) WITH ([k0] nvarchar(4000) '$[0]') AS [keys]` +
        ' WHERE [t].[NAME] = [keys].[k0] COLLATE Latin1_General_BIN2) ORDER BY [t].[ROW_ID]',
    );
  });

  it('leave out keys that a column cannot hold', () => {
    const held = (column: string, ...values: string[]) =>
      keyParameter(
        [referenceTo(ASSET, column)],
        values.map((value) => [value]),
      );
    expect(held('DAY', '2026-01-31', '5')).to.equal('[["2026-01-31"]]');
    expect(held('LOCAL_DT', '2026-01-31 10:00:00', '2026-01-31')).to.equal('[["2026-01-31 10:00:00"]]');
    expect(held('QTY', '-3.5', 'three', '1e5')).to.equal('[["-3.5"]]');
    expect(held('TEXT', 'é')).to.equal('[["é"]]');
    expect(keyParameter([referenceTo(ASSET, 'PHONE')], [['+44'], ['é']])).to.equal('[["+44"]]');
  });

  it('read numbers and dates as canonical text', () => {
    const columns = ['AMOUNT', 'DAY', 'LOCAL_DT', 'FLG'];
    expect(findByKey(shapeOf(ASSET, columns), [referenceTo(ASSET, 'ROW_ID')], ['@p1'])).to.contain(
      'SELECT CONVERT(varchar(40), [t].[AMOUNT]) AS [c0], CONVERT(char(10), [t].[DAY], 23) AS [c1],' +
        ' CONVERT(char(19), [t].[LOCAL_DT], 120) AS [c2], [t].[FLG] AS [c3] FROM',
    );
  });

  it('fix columns that a shape fixes, by their type', () => {
    const where = [
      { column: referenceTo(ASSET, 'QTY'), value: '3' },
      { column: referenceTo(ASSET, 'FLG'), value: 'Y' },
    ];
    expect(findByKey({ ...shapeOf(ASSET, ['ROW_ID']), where }, [referenceTo(ASSET, 'TEXT')], ['@p1'])).to.contain(
      " AND [t].[QTY] = 3 AND [t].[FLG] = 'Y' COLLATE Latin1_General_BIN2 ORDER BY",
    );
  });

  it('select a page in an order', () => {
    const orderBy = [{ column: name, descending: true }, { column: referenceTo(ACCOUNT, 'BU_ID') }];
    const condition = equals(ACCOUNT, 'LOC', 'York');
    expect(selectWhere({ shape: shapeOf(ACCOUNT, ['NAME']), condition, orderBy, limit: 7, offset: 20 })).to.deep.equal({
      text:
        'SELECT [t].[NAME] AS [c0] FROM [S_ORG_EXT] AS [t] WHERE [t].[LOC] = @p1 COLLATE Latin1_General_BIN2' +
        ' ORDER BY [t].[NAME] COLLATE Latin1_General_BIN2 DESC, [t].[BU_ID], [t].[ROW_ID]' +
        ' OFFSET @p2 ROWS FETCH NEXT @p3 ROWS ONLY',
      parameters: ['York', 20, 7],
    });
  });

  it('find what many finds of one shape ask for, each with its number', () => {
    const linked = { ...shape, joins: shape.joins.slice(1), columns: [referenceTo(ACCOUNT, 'ROW_ID')] };
    const by = [referenceTo(ACCOUNT, 'LOC', 'p')];
    const reading = { schema: 'dbo', lock: 'keys', isTracked: true } as const;
    expect(findNumbered(linked, by, '@p1', reading)).to.equal(
      'SELECT [t].[ROW_ID] AS [c0], [keys].[n] AS [n], [t].[ROW_ID] AS [i], [t].[ROW_ID] AS [r],' +
        ' CONVERT(varchar(40), [t].[MODIFICATION_NUM]) AS [m]' +
        " FROM OPENJSON(@p1) WITH ([n] int '$[0]', [k0] nvarchar(4000) '$[1]') AS [keys]" +
        ' CROSS JOIN [dbo].[S_ORG_EXT] AS [t] WITH (UPDLOCK, HOLDLOCK)' +
        ' JOIN [dbo].[S_ORG_EXT] AS [p] ON [p].[ROW_ID] = [t].[PAR_OU_ID]' +
        ' WHERE [p].[LOC] = [keys].[k0] COLLATE Latin1_General_BIN2 ORDER BY [keys].[n], [t].[ROW_ID]',
    );
  });

  it('count', () => {
    expect(countWhere(shapeOf(ACCOUNT, ['NAME']), equals(ACCOUNT, 'LOC', 'York'))).to.deep.equal({
      text: 'SELECT COUNT(*) FROM [S_ORG_EXT] AS [t] WHERE [t].[LOC] = @p1 COLLATE Latin1_General_BIN2',
      parameters: ['York'],
    });
  });
});
