import { expect } from 'chai';
import { objectWriting } from '../../src/adapter/component-writing.ts';
import { messageNodes } from '../../src/adapter/message-nodes.ts';
import { Mistakes } from '../../src/adapter/mistakes.ts';
import { objectRows } from '../../src/adapter/object-rows.ts';
import { storeRefusal } from '../../src/adapter/store-refusal.ts';
import { ForeignKeyViolation, type RowChange, RowGone, UniqueViolation } from '../../src/store/store.ts';
import { instanceList } from '../support/instances.ts';
import { integrationObject, model } from '../support/model.ts';

const account = integrationObject('CUT Sample Account IO');
const { roots } = instanceList(account, {
  'Account Id': '1-A',
  'Account Synonym': [{ Synonym: 'A' }],
  'Related Contact': [{ 'Person UId': 'MAYA' }],
});

describe('storeRefusal', () => {
  const { root } = objectWriting(objectRows(account), model.tables);
  const written = messageNodes(root, roots, { method: 'Upsert' }, new Mistakes()).nodes;
  for (const node of written) node.rowId = '1-A';
  const nodes = [...written, ...written.flatMap(({ containers }) => containers.flatMap((each) => each.nodes))];
  const CASES: readonly (readonly [error: Error, code: string, message: string])[] = [
    [
      new UniqueViolation('S_ORG_SYN', ['OU_ID', 'NAME', 'CONFLICT_ID']),
      'SBL-EAI-04381',
      'Another Account Synonym with the same Synonym already exists',
    ],
    [
      new UniqueViolation('S_PARTY', ['ROW_ID']),
      'SBL-EAI-04381',
      'Another of the parties with the same unique values already exists',
    ],
    [new RowGone('S_ORG_EXT', '1-1'), 'SBL-DAT-00523', 'Account with row id 1-1 has been changed by another user'],
    [new RowGone('S_ORDER', '1-1'), 'SBL-DAT-00523', 'orders with row id 1-1 has been changed by another user'],
    [
      new ForeignKeyViolation({ table: 'S_ORG_EXT', column: 'PAR_OU_ID', references: 'S_ORG_EXT' }, '1-9', {
        rowId: '1-A',
      }),
      'SBL-DAT-00225',
      "'1-9' of field Parent Account Id names none of the accounts",
    ],
    [
      new ForeignKeyViolation({ table: 'S_ORDER', column: 'ACCNT_ID', references: 'CUT_USER' }, '1-9'),
      'SBL-DAT-00225',
      "'1-9' of field of another record names none of the records",
    ],
    [
      new ForeignKeyViolation({ table: 'S_ORDER', column: 'ACCNT_ID', references: 'S_ORG_EXT' }, '1-9', {
        deleted: true,
        rowId: '1-ORD',
      }),
      'SBL-DAT-00228',
      '1-9 of the accounts cannot be deleted: orders refer to it, for example 1-ORD',
    ],
  ];
  for (const [error, code, message] of CASES) {
    it(`${error.name} of ${error.message}`, () => {
      expect(storeRefusal(error, { nodes, changes: [], tables: model.tables })).to.include({
        code,
        message,
        cause: error,
      });
    });
  }

  it('finds the instance by its row, or by that of its link to the parent', () => {
    const contact = nodes.find(({ instance }) => instance.component.name === 'Related Contact') ?? expect.fail();
    contact.rowId = '1-C';
    const { link } = contact.instance.component;
    if (link?.kind !== 'association') return expect.fail();
    const columns = [link.parentColumn, link.childColumn];
    const changes: RowChange[] = [
      { kind: 'delete', table: link.table, rowId: '1-L' },
      { kind: 'insert', table: link.table, rowId: '1-L', columns, values: ['1-A', '1-C'] },
      { kind: 'insert', table: link.table, rowId: '1-X', columns, values: ['1-A', '1-Y'] },
    ];
    const located = (table: string, rowId: string, ...names: string[]) =>
      storeRefusal(new UniqueViolation(table, names, { rowId }), { nodes, changes, tables: model.tables })?.location;
    const place = {
      component: 'Related Contact',
      instance: '1 (Person UId "MAYA", Primary Organization Id "0-R9NH") of Account 1',
    };
    expect(located('S_CONTACT', '1-C', 'PERSON_UID')).to.deep.equal({ ...place, field: 'Person UId', value: 'MAYA' });
    expect(located(link.table.name, '1-L', link.parentColumn.name)).to.deep.equal(place);
    expect(located(link.table.name, '1-X')).to.deep.equal({});
    expect(located('S_ORDER', '1-O')).to.deep.equal({});
  });

  it('leaves everything else alone: that is no mistake of the caller', () => {
    expect(storeRefusal(new Error('disk full'), { nodes, changes: [], tables: model.tables })).to.equal(undefined);
  });
});
