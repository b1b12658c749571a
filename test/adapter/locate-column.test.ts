import { expect } from 'chai';
import { objectWriting } from '../../src/adapter/component-writing.ts';
import { locateColumn } from '../../src/adapter/locate-column.ts';
import { messageNodes } from '../../src/adapter/message-nodes.ts';
import { Mistakes } from '../../src/adapter/mistakes.ts';
import { objectRows } from '../../src/adapter/object-rows.ts';
import type { Table } from '../../src/model/model.ts';
import { instanceList, type Sketch } from '../support/instances.ts';
import { integrationObject, model } from '../support/model.ts';

const account = integrationObject('CUT Sample Account IO');
const { root } = objectWriting(objectRows(account), model.tables);
const { table } = account.root;

describe('locateColumn', () => {
  const CASES: readonly (readonly [sent: Sketch, column: string, field: string | undefined])[] = [
    [{ 'Parent Account': 'Wear' }, 'PAR_OU_ID', 'Parent Account'],
    [{ 'Parent Account Id': '1-B' }, 'PAR_OU_ID', 'Parent Account Id'],
    [{}, 'PAR_OU_ID', 'Parent Account Id'],
    [{}, 'NAME', 'Name'],
    [{}, 'MODIFICATION_NUM', undefined],
  ];
  for (const [sent, column, field] of CASES) {
    it(`of ${column} where ${JSON.stringify(sent)} was sent: ${field ?? 'no field'}`, () => {
      expect(locate(sent, column).field).to.equal(field);
      expect(locate(sent, column).component).to.equal('Account');
    });
  }

  it('knows nothing of rows that are not in the message', () => {
    expect(locate({}, 'NAME', model.tables.get('S_BU'))).to.deep.equal({});
  });

  function locate(sent: Sketch, column: string, of: Table = table) {
    const { nodes } = messageNodes(
      root,
      instanceList(account, { 'Account Id': '1-A', ...sent }).roots,
      { method: 'Upsert' },
      new Mistakes(),
    );
    for (const node of nodes) node.rowId = '1-A';
    return locateColumn(nodes)(of, '1-A', of.columns.get(column) ?? expect.fail());
  }
});
