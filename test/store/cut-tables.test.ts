import { expect } from 'chai';
import { SYSTEM_COLUMNS } from '../../src/model/system-columns.ts';
import {
  CUT_COMMIT,
  CUT_FEED,
  CUT_FEED_REJECT,
  CUT_LEASE,
  CUT_MIGRATION,
  CUT_OUTBOX,
  CUT_ROW_ID,
  CUT_SEQUENCE,
  CUT_TABLES,
  CUT_USER,
} from '../../src/store/cut-tables.ts';

describe('our own tables', () => {
  for (const table of [CUT_USER, CUT_OUTBOX, CUT_FEED, CUT_FEED_REJECT, CUT_LEASE]) {
    it(`${table.name} starts with Siebel's system columns`, () => {
      expect([...table.columns.values()].slice(0, SYSTEM_COLUMNS.length)).to.deep.equal(SYSTEM_COLUMNS);
    });
  }

  for (const table of [CUT_ROW_ID, CUT_SEQUENCE, CUT_COMMIT, CUT_MIGRATION]) {
    it(`${table.name} is the store's alone and has no system columns`, () => {
      expect(table.columns.has('ROW_ID')).to.equal(false);
    });
  }

  for (const table of CUT_TABLES) {
    it(`${table.name} has the columns that its indexes name`, () => {
      for (const { columns } of table.indexes) expect([...table.columns.keys()]).to.include.members([...columns]);
    });
  }
});
