import { expect } from 'chai';
import { model } from '../../support/model.ts';
import { RuleDatabase } from './rule-database.ts';

const STORED: readonly string[] = [
  'insert S_BU 0-R9NH NAME=Default',
  'insert S_ORDER_TYPE 0-OT NAME=Sales',
  'insert S_PARTY 1-A PARTY_TYPE_CD=Organization',
  'insert S_PARTY 1-B PARTY_TYPE_CD=Organization',
  'insert S_ORG_EXT 1-A NAME=Tyne',
  'insert S_ORG_EXT 1-B NAME=York PAR_OU_ID=1-A',
  'insert S_ASSET 1-P ASSET_NUM=P',
  'insert S_ASSET 1-Q ASSET_NUM=Q PAR_ASSET_ID=1-P',
  'insert S_ORDER 1-O ORDER_NUM=O ORDER_TYPE_ID=0-OT ORDER_CAT_CD=Sales STATUS_CD=Open',
  'insert S_ORDER_ITEM 1-L ORDER_ID=1-O LN_NUM=1 MRC_CX_TOTAL=34.5',
  'insert S_ORDER_ITEM 1-M ORDER_ID=1-O LN_NUM=2 PAR_ORDER_ITEM_ID=1-L MRC_CX_TOTAL=32 LINE_TOTAL_AMT=32 QTY=2 NET_PRI=16',
  'insert S_ORDER_ITEM 1-N ORDER_ID=1-O LN_NUM=3 PAR_ORDER_ITEM_ID=1-L MRC_CX_TOTAL=2.5 LINE_TOTAL_AMT=2.5 QTY=1 NET_PRI=2.5',
  'insert S_SRV_REQ 1-T SR_NUM=T SR_STAT_ID=Open',
  'insert S_SRV_REQ 1-U SR_NUM=U SR_STAT_ID=Open PAR_SR_ID=1-T',
];

/** What a plan adds to rows that it does not name, or to those that it does. */
const FOLLOWS: readonly { what: string; plan: readonly string[]; written: readonly string[] }[] = [
  {
    what: 'the master account down an account hierarchy',
    plan: [
      'insert S_PARTY 1-C PARTY_TYPE_CD=Organization',
      'insert S_ORG_EXT 1-C NAME=Wear',
      'update S_ORG_EXT 1-A PAR_OU_ID=1-C',
    ],
    written: [
      'insert S_PARTY 1-C PARTY_TYPE_CD=Organization',
      'insert S_ORG_EXT 1-C NAME=Wear MASTER_OU_ID=1-C',
      'update S_ORG_EXT 1-A PAR_OU_ID=1-C MASTER_OU_ID=1-C',
      'update S_ORG_EXT 1-B MASTER_OU_ID=1-C',
    ],
  },
  {
    what: 'the root asset of an asset tree',
    plan: ['insert S_ASSET 1-R ASSET_NUM=R PAR_ASSET_ID=1-Q'],
    written: ['insert S_ASSET 1-R ASSET_NUM=R PAR_ASSET_ID=1-Q ROOT_ASSET_ID=1-P'],
  },
  {
    what: 'the order at the top, of a work order',
    plan: ['insert S_ORDER 1-W ORDER_NUM=W ORDER_TYPE_ID=0-OT ORDER_CAT_CD=Work STATUS_CD=Open PAR_ORDER_ID=1-O'],
    written: [
      'insert S_ORDER 1-W ORDER_NUM=W ORDER_TYPE_ID=0-OT ORDER_CAT_CD=Work STATUS_CD=Open PAR_ORDER_ID=1-O ROOT_ORDER_ID=1-O',
    ],
  },
  {
    what: 'the root line and the totals of an order',
    plan: ['insert S_ORDER_ITEM 1-K ORDER_ID=1-O LN_NUM=4 NRC_CX_TOTAL=149 LINE_TOTAL_AMT=149 QTY=1 NET_PRI=149'],
    written: [
      'insert S_ORDER_ITEM 1-K ORDER_ID=1-O LN_NUM=4 NRC_CX_TOTAL=149 LINE_TOTAL_AMT=149 QTY=1 NET_PRI=149 ROOT_ORDER_ITEM_ID=1-K',
      'update S_ORDER 1-O ORDER_TOTAL_AMT=183.5 NET_PRI_TOTAL_AMT=183.5 NRC_TOTAL_AMT=149',
    ],
  },
];

describe('the rules of the shipped tables keep', () => {
  let database: RuleDatabase;

  before(async () => {
    database = await RuleDatabase.create(model.tables);
    await database.write(...STORED);
  });
  after(() => database.remove());

  it('the monthly charge of a bundle, which contains those of its parts', async () => {
    const order = model.tables.get('S_ORDER');
    if (order === undefined) throw new RangeError('no orders');
    expect(await database.rows(order, ['ORDER_TOTAL_AMT', 'MRC_TOTAL_AMT', 'NRC_TOTAL_AMT'], ['1-O'])).to.deep.equal({
      '1-O': ['34.5', '34.5', null],
    });
  });

  for (const { what, plan, written } of FOLLOWS) {
    it(what, async () => {
      expect((await database.write(...plan)).changes).to.deep.equal(written);
    });
  }

  it('circles out, also where there is no root', async () => {
    const { refused } = await database.write(
      'update S_SRV_REQ 1-T PAR_SR_ID=1-U',
      'update S_ASSET 1-P PAR_ASSET_ID=1-Q',
    );
    expect(refused.map(({ location }) => location)).to.deep.equal([
      { field: 'PAR_ASSET_ID', value: '1-Q' },
      { field: 'PAR_SR_ID', value: '1-U' },
    ]);
  });

  it('what belongs to no rule as it is, without a read', async () => {
    const plan = ['update S_ORG_EXT 1-B NAME=Whitby', 'insert S_INDUST 1-I NAME=Mining'];
    expect(await database.write(...plan)).to.deep.equal({ changes: plan, reads: 0, refused: [] });
  });
});
