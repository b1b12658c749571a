import { markText, outcomeText, purgeText } from '../../../src/store/sqlserver/commit-marks.ts';
import { PROBE, STATE } from '../../../src/store/sqlserver/database-state.ts';
import { SETTINGS } from '../../../src/store/sqlserver/ddl.ts';
import { LOCK, recordText, UNLOCK } from '../../../src/store/sqlserver/migrate.ts';
import { reserveText } from '../../../src/store/sqlserver/row-ids.ts';
import { TABLE_ID } from '../../../src/store/sqlserver/sqlserver-store.ts';
import { nextSequenceText, partText, undoText } from '../../../src/store/sqlserver/sqlserver-transaction.ts';
import { holdersText, missingText } from '../../../src/store/sqlserver/violations.ts';
import { ACCOUNT, columnOf } from '../tables.ts';

/** The texts that no other test pins: what they do, and how they are written. */
export const STATEMENT_TEXTS: readonly (readonly [what: string, text: string, written: string])[] = [
  ['asks whether a table is there', TABLE_ID, 'SELECT OBJECT_ID(@p1) AS [c0];'],
  [
    'asks what is set in the database',
    STATE,
    'SELECT CAST([compatibility_level] AS int) AS [c0], CAST([snapshot_isolation_state] AS int) AS [c1] FROM [sys].[databases] WHERE [name] = DB_NAME();',
  ],
  ['tries whether the server is new enough', PROBE, `SELECT TRIM([value]) AS [c0] FROM OPENJSON(N'["a "]');`],
  ['settings of a script', SETTINGS, 'SET ANSI_NULLS, QUOTED_IDENTIFIER ON'],
  [
    'takes the lock of a migration',
    LOCK,
    `DECLARE @result int;
EXEC @result = sp_getapplock @Resource = @p1, @LockMode = N'Exclusive', @LockOwner = N'Session', @LockTimeout = @p2;
SELECT @result AS [c0];`,
  ],
  ['gives it back', UNLOCK, `EXEC sp_releaseapplock @Resource = @p1, @LockOwner = N'Session';`],
  [
    'records a step',
    recordText('dbo'),
    `INSERT INTO [dbo].[CUT_MIGRATION] ([APPLIED_TS], [STATEMENT]) VALUES (CAST(@p1 AS datetime2(3)), @p2);`,
  ],
  [
    'reserves ROW_IDs',
    reserveText('[dbo].[CUT_ROW_ID]'),
    `SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
IF NOT EXISTS (SELECT 1 FROM [dbo].[CUT_ROW_ID]) BEGIN
  BEGIN TRANSACTION;
  EXEC sp_getapplock @Resource = N'CUT_ROW_ID', @LockMode = N'Exclusive';
  INSERT INTO [dbo].[CUT_ROW_ID] ([NEXT_NUM]) SELECT 2176782336 WHERE NOT EXISTS (SELECT 1 FROM [dbo].[CUT_ROW_ID]);
  COMMIT TRANSACTION;
END;
UPDATE [dbo].[CUT_ROW_ID] SET [NEXT_NUM] = [NEXT_NUM] + @p1 OUTPUT inserted.[NEXT_NUM] AS [c0];`,
  ],
  [
    'marks a transaction as committed',
    markText('dbo', '@p7', 'Y'),
    "INSERT INTO [dbo].[CUT_COMMIT] ([COMMIT_ID], [COMMITTED_FLG], [ENDED_TS]) VALUES (@p7, 'Y', SYSUTCDATETIME());",
  ],
  [
    'asks how a transaction has ended',
    outcomeText('dbo'),
    'SELECT [COMMITTED_FLG] AS [c0] FROM [dbo].[CUT_COMMIT] WHERE [COMMIT_ID] = @p1;',
  ],
  [
    'deletes old marks',
    purgeText('dbo'),
    'DELETE TOP (@p1) FROM [dbo].[CUT_COMMIT] WITH (READPAST) WHERE [ENDED_TS] < DATEADD(hour, -1, SYSUTCDATETIME());',
  ],
  [
    'moves a sequence on',
    nextSequenceText('dbo'),
    `IF NOT EXISTS (SELECT 1 FROM [dbo].[CUT_SEQUENCE] WITH (UPDLOCK, HOLDLOCK) WHERE [NAME] = @p1)
  INSERT INTO [dbo].[CUT_SEQUENCE] ([NAME], [NEXT_NUM]) VALUES (@p1, 1);
UPDATE [dbo].[CUT_SEQUENCE] SET [NEXT_NUM] = [NEXT_NUM] + @p2 OUTPUT inserted.[NEXT_NUM] AS [c0] WHERE [NAME] = @p1;`,
  ],
  [
    'ends a part of a transaction with its first error',
    partText('SELECT 1;'),
    `SET XACT_ABORT OFF;
BEGIN TRY
SELECT 1;
END TRY
BEGIN CATCH THROW; END CATCH;`,
  ],
  [
    'goes back to a savepoint',
    undoText('part1'),
    `IF XACT_STATE() = 1 ROLLBACK TRANSACTION [part1];
SELECT XACT_STATE() AS [c0];`,
  ],
  [
    'asks which ROW_IDs are not there',
    missingText('S_BU', 'dbo'),
    `SELECT TOP (1) [j].[r] AS [c0] FROM OPENJSON(@p1) WITH ([r] varchar(15) '$') AS [j] WHERE NOT EXISTS (SELECT 1 FROM [dbo].[S_BU] AS [t] WHERE [t].[ROW_ID] = [j].[r] COLLATE Latin1_General_BIN2);`,
  ],
  [
    'asks who holds ROW_IDs that are deleted',
    holdersText({ table: ACCOUNT, column: columnOf(ACCOUNT, 'PAR_OU_ID'), references: 'S_ORG_EXT' }, 'dbo'),
    `SELECT TOP (1) [t].[PAR_OU_ID] AS [c0], [t].[ROW_ID] AS [c1] FROM [dbo].[S_ORG_EXT] AS [t] WHERE EXISTS (SELECT 1 FROM OPENJSON(@p1) WITH ([r] varchar(15) '$') AS [j] WHERE [t].[PAR_OU_ID] = [j].[r] COLLATE Latin1_General_BIN2) AND NOT EXISTS (SELECT 1 FROM OPENJSON(@p2) WITH ([r] varchar(15) '$') AS [j] WHERE [t].[ROW_ID] = [j].[r] COLLATE Latin1_General_BIN2);`,
  ],
];
