import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { CUT_CHANGE_NOTE } from '../../../src/store/cut-tables.ts';
import { createStatements } from '../../../src/store/sqlite/ddl.ts';
import { createTrigger } from '../../../src/store/sqlite/trigger-ddl.ts';
import { ON_INSERT, ON_UPDATE, PAIR, TICKET } from '../triggers.ts';

const INTO = `INSERT INTO "CUT_CHANGE_NOTE" ("ROW_ID", "CREATED", "CREATED_BY", "LAST_UPD", "LAST_UPD_BY", "POLICY", "COMPONENT", "RECORD_ID", "ORIGIN_ID", "DUE_TS")`;
const NEXT = `printf('%08x', (SELECT ifnull(max(rowid), 0) + 1 FROM "CUT_CHANGE_NOTE")) || substr(hex(randomblob(4)), 2)`;
const RANDOM = 'substr(hex(randomblob(8)), 2)';
const OF = `, datetime('now'), NEW."LAST_UPD_BY", datetime('now'), NEW."LAST_UPD_BY", 'The agent''s tickets', 'Ticket', `;
const STAMPED = `CASE WHEN NEW."MODIFICATION_NUM" IS NOT OLD."MODIFICATION_NUM" THEN NEW."LAST_UPD_BY" END, datetime('now')`;

describe('the triggers of SQLite', () => {
  it('note what is inserted', () => {
    expect([...createTrigger(ON_INSERT)]).to.deep.equal([
      [
        'CUT_POLICY_S_SRV_REQ_I',
        `CREATE TRIGGER "CUT_POLICY_S_SRV_REQ_I" AFTER INSERT ON "S_SRV_REQ"
WHEN NEW."ROW_ID" IS NOT NULL AND NEW."KIND" = 'Fault'
BEGIN
  ${INTO}
  VALUES (${NEXT}${OF}NEW."ROW_ID", CASE WHEN NEW."DB_LAST_UPD_SRC" IS NOT NULL THEN NEW."LAST_UPD_BY" END, datetime('now'));
END`,
      ],
    ]);
  });

  it('note what an update changes, where a row moves from, and what is associated', () => {
    const name = 'CUT_POLICY_S_SRV_REQ_U';
    const trigger = (own: string, columns: string, when: string, source: string): [string, string] => [
      own,
      `CREATE TRIGGER "${own}" AFTER UPDATE OF ${columns} ON "S_SRV_REQ"\nWHEN ${when}\nBEGIN\n  ${INTO}\n  ${source};\nEND`,
    ];
    expect([...createTrigger(ON_UPDATE)]).to.deep.equal([
      trigger(
        name,
        '"STATUS", "QTY"',
        'NEW."ROW_ID" IS NOT NULL AND (NEW."STATUS" IS NOT OLD."STATUS" OR NEW."QTY" IS NOT OLD."QTY")',
        `VALUES (${NEXT}${OF}NEW."ROW_ID", ${STAMPED})`,
      ),
      trigger(
        `${name}2`,
        '"PAR_SR_ID"',
        'NEW."PAR_SR_ID" IS NOT NULL AND NEW."PAR_SR_ID" IS NOT OLD."PAR_SR_ID"',
        `VALUES (${NEXT}${OF}NEW."PAR_SR_ID", ${STAMPED})`,
      ),
      trigger(
        `${name}3`,
        '"PAR_SR_ID"',
        'OLD."PAR_SR_ID" IS NOT NULL AND NEW."PAR_SR_ID" IS NOT OLD."PAR_SR_ID"',
        `VALUES (${NEXT}${OF}OLD."PAR_SR_ID", ${STAMPED})`,
      ),
      trigger(
        `${name}4`,
        '"STATUS"',
        'NEW."STATUS" IS NOT OLD."STATUS"',
        `SELECT ${RANDOM}${OF}a."SR_ID", ${STAMPED}\n  FROM "S_SR_CON" AS a WHERE a."CON_ID" = NEW."ROW_ID"`,
      ),
    ]);
  });

  describe('in a program that knows nothing of ours', () => {
    let database: DatabaseSync;
    beforeEach(() => {
      database = new DatabaseSync(':memory:');
      for (const statement of createStatements([TICKET, PAIR, CUT_CHANGE_NOTE])) database.exec(statement);
      for (const trigger of [ON_INSERT, ON_UPDATE])
        for (const statement of createTrigger(trigger).values()) database.exec(statement);
    });
    afterEach(() => database.close());

    const INSERT = `INSERT INTO S_SRV_REQ (ROW_ID, CREATED, CREATED_BY, LAST_UPD, LAST_UPD_BY, DB_LAST_UPD_SRC, KIND, STATUS, PAR_SR_ID) VALUES`;
    /** Records noted, each with who it was. */
    const noted = (): unknown[] =>
      database
        .prepare(`SELECT RECORD_ID || ' ' || ifnull(ORIGIN_ID, '?') AS NOTE FROM CUT_CHANGE_NOTE ORDER BY 1`)
        .all()
        .map(({ NOTE: note }) => note);

    const cases: readonly { title: string; sql: string; notes: readonly string[] }[] = [
      {
        title: 'an insert, and whose it is when the program says how it came in',
        sql: `${INSERT} ('A', '', '1', '', '1', 'theirs', 'Fault', NULL, NULL), ('B', '', '1', '', '1', NULL, 'Fault', NULL, NULL), ('C', '', '1', '', '1', NULL, 'Other', NULL, NULL)`,
        notes: ['A 1', 'B ?'],
      },
      {
        title: 'an update, and whose it is when the program keeps the system columns',
        sql: `UPDATE S_SRV_REQ SET STATUS = 'Open', LAST_UPD_BY = '7', MODIFICATION_NUM = MODIFICATION_NUM + 1 WHERE ROW_ID = 'X'; UPDATE S_SRV_REQ SET STATUS = 'Closed' WHERE ROW_ID = 'Y'`,
        notes: ['X 7', 'Y ?'],
      },
      { title: 'no update that changes nothing', sql: 'UPDATE S_SRV_REQ SET STATUS = STATUS, QTY = NULL', notes: [] },
      { title: 'no update of a column that nobody watches', sql: `UPDATE S_SRV_REQ SET KIND = 'Other'`, notes: [] },
      { title: 'a value that goes', sql: `UPDATE S_SRV_REQ SET STATUS = NULL WHERE ROW_ID = 'X'`, notes: ['X ?'] },
      {
        title: 'both records when a row moves from one to the other',
        sql: `UPDATE S_SRV_REQ SET PAR_SR_ID = 'Q' WHERE ROW_ID = 'Y'`,
        notes: ['P ?', 'Q ?'],
      },
      {
        title: 'all records that a row is paired with',
        sql: `INSERT INTO S_SR_CON (ROW_ID, CREATED, CREATED_BY, LAST_UPD, LAST_UPD_BY, SR_ID, CON_ID) VALUES ('1', '', '1', '', '1', 'S', 'X'), ('2', '', '1', '', '1', 'T', 'X'); UPDATE S_SRV_REQ SET STATUS = 'Open' WHERE ROW_ID = 'X'`,
        notes: ['S ?', 'T ?', 'X ?'],
      },
    ];
    for (const { title, sql, notes } of cases) {
      it(`note ${title}`, () => {
        database.exec(
          `${INSERT} ('X', '', '1', '', '1', NULL, 'Other', 'New', NULL), ('Y', '', '1', '', '1', NULL, 'Other', 'New', 'P')`,
        );
        expect(noted()).to.deep.equal([]);
        database.exec(sql);
        expect(noted()).to.deep.equal(notes);
      });
    }
  });
});
