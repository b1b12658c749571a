import { expect } from 'chai';
import type { Table } from '../../../src/model/model.ts';
import { createStatements } from '../../../src/store/sqlserver/ddl.ts';
import { makeTable } from '../tables.ts';

describe('the SQL Server DDL', () => {
  const parent = makeTable('S_BU', []);
  const table = makeTable(
    'S_X',
    [
      { name: 'NAME', type: { kind: 'nvarchar', length: 50 }, required: true, default: "O'Brien" },
      { name: 'PHONE', type: { kind: 'varchar', length: 40 }, default: '-' },
      { name: 'CITY', type: { kind: 'nvarchar', length: 60 } },
      { name: 'NOTE', type: { kind: 'note' } },
      { name: 'FLG', type: { kind: 'flag' }, default: 'N' },
      { name: 'AMOUNT', type: { kind: 'number' }, default: '0' },
      { name: 'DAY', type: { kind: 'date' } },
      { name: 'LOCAL_DT', type: { kind: 'datetime' } },
      { name: 'BU_ID', type: { kind: 'id' }, references: 'S_BU' },
      { name: 'OTHER_ID', type: { kind: 'id' }, references: 'S_ELSEWHERE' },
    ],
    [
      { name: 'S_X_P1', unique: true, columns: ['ROW_ID'] },
      { name: 'S_X_U1', unique: true, columns: ['NAME', 'PHONE', 'BU_ID'] },
      { name: 'S_X_U2', unique: true, columns: ['NAME'] },
      { name: 'S_X_F1', unique: false, columns: ['BU_ID'] },
    ],
  );

  it('creates tables, then indexes, then foreign keys', () => {
    expect(createStatements([table, parent])).to.deep.equal([
      'SET ANSI_NULLS, QUOTED_IDENTIFIER ON',
      `CREATE TABLE [S_X] (
  [ROW_ID] varchar(15) COLLATE Latin1_General_BIN2 NOT NULL,
  [CREATED] datetime2(3) NOT NULL,
  [CREATED_BY] varchar(15) COLLATE Latin1_General_BIN2 NOT NULL,
  [LAST_UPD] datetime2(3) NOT NULL,
  [LAST_UPD_BY] varchar(15) COLLATE Latin1_General_BIN2 NOT NULL,
  [MODIFICATION_NUM] decimal(10,0) NOT NULL CONSTRAINT [DF_S_X_MODIFICATION_NUM] DEFAULT 0,
  [CONFLICT_ID] varchar(15) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT [DF_S_X_CONFLICT_ID] DEFAULT '0',
  [DB_LAST_UPD] datetime2(3) NULL,
  [DB_LAST_UPD_SRC] nvarchar(50) NULL,
  [NAME] nvarchar(50) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT [DF_S_X_NAME] DEFAULT N'O''Brien',
  [PHONE] varchar(40) COLLATE Latin1_General_BIN2 NULL CONSTRAINT [DF_S_X_PHONE] DEFAULT '-',
  [CITY] nvarchar(60) NULL,
  [NOTE] nvarchar(max) NULL,
  [FLG] char(1) NULL CONSTRAINT [DF_S_X_FLG] DEFAULT 'N' CONSTRAINT [CK_S_X_FLG] CHECK ([FLG] IN ('Y', 'N')),
  [AMOUNT] decimal(22,7) NULL CONSTRAINT [DF_S_X_AMOUNT] DEFAULT 0,
  [DAY] date NULL,
  [LOCAL_DT] datetime2(3) NULL,
  [BU_ID] varchar(15) COLLATE Latin1_General_BIN2 NULL,
  [OTHER_ID] varchar(15) COLLATE Latin1_General_BIN2 NULL,
  CONSTRAINT [S_X_P1] PRIMARY KEY CLUSTERED ([ROW_ID])
)`,
      `CREATE TABLE [S_BU] (
  [ROW_ID] varchar(15) COLLATE Latin1_General_BIN2 NOT NULL,
  [CREATED] datetime2(3) NOT NULL,
  [CREATED_BY] varchar(15) COLLATE Latin1_General_BIN2 NOT NULL,
  [LAST_UPD] datetime2(3) NOT NULL,
  [LAST_UPD_BY] varchar(15) COLLATE Latin1_General_BIN2 NOT NULL,
  [MODIFICATION_NUM] decimal(10,0) NOT NULL CONSTRAINT [DF_S_BU_MODIFICATION_NUM] DEFAULT 0,
  [CONFLICT_ID] varchar(15) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT [DF_S_BU_CONFLICT_ID] DEFAULT '0',
  [DB_LAST_UPD] datetime2(3) NULL,
  [DB_LAST_UPD_SRC] nvarchar(50) NULL,
  CONSTRAINT [S_BU_P1] PRIMARY KEY CLUSTERED ([ROW_ID])
)`,
      'CREATE UNIQUE INDEX [S_X_U1] ON [S_X] ([NAME], [PHONE], [BU_ID]) WHERE [PHONE] IS NOT NULL AND [BU_ID] IS NOT NULL',
      'CREATE UNIQUE INDEX [S_X_U2] ON [S_X] ([NAME])',
      'CREATE INDEX [S_X_F1] ON [S_X] ([BU_ID])',
      'ALTER TABLE [S_X] ADD CONSTRAINT [FK_S_X_BU_ID] FOREIGN KEY ([BU_ID]) REFERENCES [S_BU] ([ROW_ID])',
    ]);
  });

  it('gives a table without ROW_ID no primary key', () => {
    const column = { name: 'NEXT_NUM', type: { kind: 'integer' }, required: true, system: false } as const;
    const [, text] = createStatements([
      { name: 'CUT_ROW_ID', comment: '', columns: new Map([['NEXT_NUM', column]]), indexes: [] },
    ]);
    expect(text).to.equal('CREATE TABLE [CUT_ROW_ID] (\n  [NEXT_NUM] decimal(10,0) NOT NULL\n)');
  });

  it('keeps a table without ROW_ID in the order of its unique index, so that it is no heap', () => {
    const name = { name: 'NAME', type: { kind: 'id' }, required: true, system: false } as const;
    const counters: Table = {
      name: 'C',
      comment: '',
      columns: new Map([['NAME', name]]),
      indexes: [{ name: 'C_U1', unique: true, columns: ['NAME'] }],
    };
    expect(createStatements([counters]).at(-1)).to.equal('CREATE UNIQUE CLUSTERED INDEX [C_U1] ON [C] ([NAME])');
  });
});
