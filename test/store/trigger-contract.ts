import { expect } from 'chai';
import type { ChangeTrigger, WantedTriggers } from '../../src/store/change-triggers.ts';
import { CUT_CHANGE_NOTE } from '../../src/store/cut-tables.ts';
import type { RowChange, Store } from '../../src/store/store.ts';
import { ACCOUNT, columnOf, deleteOf, insertOf, ORGANIZATION, STAMP, shapeOf, updateOf } from './tables.ts';

const NAME = columnOf(ACCOUNT, 'NAME');
const PARENT = columnOf(ACCOUNT, 'PAR_OU_ID');
const accounts = {
  policy: "Bill's accounts",
  component: 'Account',
  where: new Map([[columnOf(ACCOUNT, 'BU_ID'), '0-R9NH']]),
  columns: [NAME, columnOf(ACCOUNT, 'LOC')],
  record: { kind: 'column', column: columnOf(ACCOUNT, 'ROW_ID') },
} as const;
const children = { ...accounts, columns: [PARENT], record: { kind: 'column', column: PARENT } } as const;
/** As if accounts were paired with what is below them. */
const organizations = {
  ...accounts,
  where: new Map(),
  columns: [columnOf(ORGANIZATION, 'NAME')],
  record: {
    kind: 'associated',
    table: ACCOUNT,
    parentColumn: columnOf(ACCOUNT, 'ROW_ID'),
    childColumn: columnOf(ACCOUNT, 'BU_ID'),
  },
} as const;

const TRIGGERS: readonly ChangeTrigger[] = [
  { name: 'CUT_POLICY_S_ORG_EXT_I', table: ACCOUNT, event: 'insert', rules: [accounts] },
  { name: 'CUT_POLICY_S_ORG_EXT_U', table: ACCOUNT, event: 'update', rules: [accounts, children] },
  { name: 'CUT_POLICY_S_BU_U', table: ORGANIZATION, event: 'update', rules: [organizations] },
];

/**
 * What the triggers of policies note on every database. `open` gives an empty database with the tables of `tables.ts` and these triggers, or opens it again; the
 * suite closes it.
 */
export function describeTriggers(open: (triggers: WantedTriggers) => Promise<Store>): void {
  describe('triggers', () => {
    const wanted = { triggers: TRIGGERS, exact: true };
    let store: Store;
    beforeEach(async () => {
      store = await open(wanted);
      await write(
        insertOf(ORGANIZATION, '0-R9NH', { NAME: 'Default Organization' }),
        insertOf(ORGANIZATION, '0-OTHER', { NAME: 'Other' }),
        insertOf(ACCOUNT, '1-A', { NAME: 'Tyne' }),
        insertOf(ACCOUNT, '1-B', { NAME: 'Wear', PAR_OU_ID: '1-A' }),
        insertOf(ACCOUNT, '1-X', { NAME: 'Elsewhere', BU_ID: '0-OTHER' }),
      );
    });
    afterEach(() => store.close());

    const write = (...changes: readonly RowChange[]) => store.write((transaction) => transaction.apply(changes, STAMP));
    const shape = shapeOf(CUT_CHANGE_NOTE, ['RECORD_ID', 'ORIGIN_ID', 'POLICY', 'COMPONENT', 'TRIES', 'ROW_ID']);
    const notes = () =>
      store.read((reader) => reader.select({ shape, condition: { kind: 'all', of: [] }, limit: 100 }));
    /** Records and who has changed them, of the notes that `work` leaves. */
    const noted = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
      const before = new Set((await notes()).map((row) => row[5]));
      await work();
      const since = (await notes()).filter((row) => !before.has(row[5]));
      return since.map(([record, origin]) => `${record} ${origin}`).sort();
    };

    it('note what is inserted, and by whom', async () => {
      const rows = (await notes()).map((row) => row.slice(0, 5));
      expect(rows.sort()).to.deep.equal([
        ['1-A', STAMP.by, "Bill's accounts", 'Account', '0'],
        ['1-B', STAMP.by, "Bill's accounts", 'Account', '0'],
      ]);
    });

    it('note what an update changes, and no update that changes nothing that is watched', async () => {
      const changes = () =>
        write(
          updateOf(ACCOUNT, '1-A', { NAME: 'tyne' }),
          updateOf(ACCOUNT, '1-B', { NAME: 'Wear' }),
          updateOf(ACCOUNT, '1-X', { NAME: 'Nowhere' }),
        );
      expect(await noted(changes)).to.deep.equal([`1-A ${STAMP.by}`]);
      expect(await noted(() => write(updateOf(ACCOUNT, '1-A', { LOC: 'Quay' })))).to.deep.equal([`1-A ${STAMP.by}`]);
      expect(await noted(() => write(updateOf(ACCOUNT, '1-A', { LOC: null })))).to.deep.equal([`1-A ${STAMP.by}`]);
    });

    it('note the record that a row leaves and the one that it joins', async () => {
      await write(insertOf(ACCOUNT, '1-C', { NAME: 'Tees' }));
      const moved = () => write(updateOf(ACCOUNT, '1-B', { PAR_OU_ID: '1-C' }));
      expect(await noted(moved)).to.deep.equal([`1-A ${STAMP.by}`, `1-C ${STAMP.by}`]);
    });

    it('note all records that a row is paired with', async () => {
      const renamed = () => write(updateOf(ORGANIZATION, '0-R9NH', { NAME: 'Head Office' }));
      expect(await noted(renamed)).to.deep.equal([`1-A ${STAMP.by}`, `1-B ${STAMP.by}`]);
    });

    it('leave nothing of what is rolled back', async () => {
      const undone = () =>
        store
          .write(async (transaction) => {
            await transaction.apply([updateOf(ACCOUNT, '1-A', { NAME: 'Gone' })], STAMP);
            throw new Error('undo');
          })
          .catch(() => {});
      expect(await noted(undone)).to.deep.equal([]);
    });

    it('can be taken away, one for each note, as by the monitor', async () => {
      const [note] = await notes();
      await write(deleteOf(CUT_CHANGE_NOTE, note?.[5] ?? ''));
      expect(await notes()).to.have.length(1);
    });

    it('are found as they are, changed and dropped', async () => {
      await store.close();
      store = await open(wanted);
      expect(await noted(() => write(updateOf(ACCOUNT, '1-A', { NAME: 'Tyne 2' })))).to.have.length(1);
      await store.close();
      const onlyPlaces = { ...accounts, columns: [columnOf(ACCOUNT, 'LOC')] };
      const [, onUpdate] = TRIGGERS;
      if (onUpdate !== undefined) store = await open({ triggers: [{ ...onUpdate, rules: [onlyPlaces] }], exact: true });
      expect(await noted(() => write(updateOf(ACCOUNT, '1-A', { NAME: 'Tyne 3' })))).to.deep.equal([]);
      expect(await noted(() => write(updateOf(ACCOUNT, '1-A', { LOC: 'Quay 3' })))).to.have.length(1);
      expect(await noted(() => write(insertOf(ACCOUNT, '1-D', { NAME: 'Don' })))).to.deep.equal([]);
    });
  });
}
