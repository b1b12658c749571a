import { expect } from 'chai';
import { outboxColumns, pendingDelivery } from '../../src/outbound/outbox-rows.ts';

describe('rows of the outbox', () => {
  it('become deliveries; an object without a row id is the empty one', () => {
    const sent = ['1-2', '7', '2026-11-26 13:05:09', 'CUT Send Account Data'];
    const delivery = pendingDelivery(['1-1', 'billing', ...sent, null, '<x/>', '3', '2', null]);
    expect(delivery).to.deep.equal({
      rowId: '1-1',
      partner: 'billing',
      messageId: '1-2',
      sequence: '7',
      created: '2026-11-26 13:05:09',
      process: 'CUT Send Account Data',
      objectId: '',
      payload: '<x/>',
      tries: 3,
      refusals: 2,
      giveUp: '',
    });
  });

  it('have the columns of CUT_OUTBOX and no others', () => {
    expect(outboxColumns(['PARTNER', 'TRIES']).map(({ name }) => name)).to.deep.equal(['PARTNER', 'TRIES']);
    expect(() => outboxColumns(['PARTNR'])).to.throw(RangeError, 'CUT_OUTBOX has no column PARTNR');
  });
});
