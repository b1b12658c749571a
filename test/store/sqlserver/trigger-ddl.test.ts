import { expect } from 'chai';
import { alterTrigger, createTrigger, dropTrigger, isCurrent } from '../../../src/store/sqlserver/trigger-ddl.ts';
import { ON_INSERT, ON_UPDATE } from '../triggers.ts';

const NOTE = `INSERT INTO [crm].[CUT_CHANGE_NOTE] ([ROW_ID], [CREATED], [CREATED_BY], [LAST_UPD], [LAST_UPD_BY], [POLICY], [COMPONENT], [RECORD_ID], [ORIGIN_ID], [DUE_TS])
  SELECT RIGHT(REPLACE(CONVERT(char(36), NEWID()), '-', ''), 15), @now, [n].[LAST_UPD_BY], @now, [n].[LAST_UPD_BY], N'The agent''s tickets', N'Ticket', `;
const STAMPED = 'CASE WHEN @stamped = 1 THEN [n].[LAST_UPD_BY] END, @now';
const CHANGED = 'FROM inserted AS [n] JOIN deleted AS [o] ON [o].[ROW_ID] = [n].[ROW_ID]';

describe('the triggers of SQL Server', () => {
  it('note what is inserted', () => {
    expect(
      createTrigger(ON_INSERT, 'crm'),
    ).to.equal(`CREATE TRIGGER [crm].[CUT_POLICY_S_SRV_REQ_I] ON [crm].[S_SRV_REQ] AFTER INSERT AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @now datetime2(3) = CONVERT(varchar(19), SYSUTCDATETIME(), 120);
  ${NOTE}[n].[ROW_ID], CASE WHEN [n].[DB_LAST_UPD_SRC] IS NOT NULL THEN [n].[LAST_UPD_BY] END, @now
  FROM inserted AS [n]
  WHERE [n].[ROW_ID] IS NOT NULL AND [n].[KIND] COLLATE Latin1_General_BIN2 = 'Fault';
END`);
  });

  it('note what an update changes, where a row moves from, and what is associated', () => {
    expect(
      createTrigger(ON_UPDATE, 'crm'),
    ).to.equal(`CREATE TRIGGER [crm].[CUT_POLICY_S_SRV_REQ_U] ON [crm].[S_SRV_REQ] AFTER UPDATE AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @now datetime2(3) = CONVERT(varchar(19), SYSUTCDATETIME(), 120);
  DECLARE @stamped bit = 0;
  IF UPDATE([LAST_UPD_BY]) SET @stamped = 1;
  ${NOTE}[n].[ROW_ID], ${STAMPED}
  ${CHANGED}
  WHERE [n].[ROW_ID] IS NOT NULL AND EXISTS (SELECT [n].[STATUS] COLLATE Latin1_General_BIN2, [n].[QTY] EXCEPT SELECT [o].[STATUS] COLLATE Latin1_General_BIN2, [o].[QTY]);
  ${NOTE}[n].[PAR_SR_ID], ${STAMPED}
  ${CHANGED}
  WHERE [n].[PAR_SR_ID] IS NOT NULL AND EXISTS (SELECT [n].[PAR_SR_ID] COLLATE Latin1_General_BIN2 EXCEPT SELECT [o].[PAR_SR_ID] COLLATE Latin1_General_BIN2);
  ${NOTE}[o].[PAR_SR_ID], ${STAMPED}
  ${CHANGED}
  WHERE [o].[PAR_SR_ID] IS NOT NULL AND EXISTS (SELECT [n].[PAR_SR_ID] COLLATE Latin1_General_BIN2 EXCEPT SELECT [o].[PAR_SR_ID] COLLATE Latin1_General_BIN2);
  ${NOTE}[a].[SR_ID], ${STAMPED}
  ${CHANGED} JOIN [crm].[S_SR_CON] AS [a] ON [a].[CON_ID] = [n].[ROW_ID]
  WHERE EXISTS (SELECT [n].[STATUS] COLLATE Latin1_General_BIN2 EXCEPT SELECT [o].[STATUS] COLLATE Latin1_General_BIN2);
END`);
  });

  it('are changed without a gap, and dropped', () => {
    expect(alterTrigger(ON_INSERT)).to.match(
      /^ALTER TRIGGER \[CUT_POLICY_S_SRV_REQ_I\] ON \[S_SRV_REQ\] AFTER INSERT AS\n/,
    );
    expect(dropTrigger('CUT_POLICY_S_X_I', 'crm')).to.equal('DROP TRIGGER [crm].[CUT_POLICY_S_X_I]');
  });

  const texts: readonly (readonly [string, (text: string) => string, boolean])[] = [
    ['as it was made', (text) => text, true],
    ['as it was changed', (text) => text.replace('CREATE', 'ALTER'), true],
    ['as a DBA has pasted it', (text) => `\r\n${text.replaceAll('\n', '\r\n')};\r\n`, true],
    ['of another policy', (text) => text.replace('Ticket', 'Order'), false],
  ];
  for (const [title, change, current] of texts) {
    it(`are ${current ? '' : 'not '}known by their text ${title}`, () => {
      expect(isCurrent(ON_UPDATE, change(createTrigger(ON_UPDATE, 'crm')), 'crm')).to.equal(current);
    });
  }
});
