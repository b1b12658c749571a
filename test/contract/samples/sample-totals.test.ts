import { expect } from 'chai';
import { SampleInstances } from '../../../src/contract/samples/sample-instances.ts';
import { addUpTotals } from '../../../src/contract/samples/sample-totals.ts';
import { fieldValue, instanceList } from '../../support/instances.ts';
import { integrationObject, model } from '../../support/model.ts';
import { loadSampleData } from '../../support/sample-data.ts';

const ORDER = integrationObject('CUT Sample Sales Order IO');

describe('the totals of a sample', () => {
  it('are what its lines add up to', () => {
    const [order] = new SampleInstances(model, loadSampleData()).of(ORDER).roots;
    const line = order?.children.flat().find((child) => child?.component.name === 'Line Items');
    const pairs = [
      ['Order Total', 'Line Total'],
      ['MRC Total', 'MRC Cx Total'],
      ['NRC Total', 'NRC Cx Total'],
    ];
    for (const [total = '', amount = ''] of pairs) {
      expect(fieldValue(order, total), total).to.be.a('string').and.to.equal(fieldValue(line, amount));
    }
  });

  it('multiply what is multiplied, and leave out lines without a value', () => {
    const lines = [
      { 'Line Number': '1', Quantity: '3', 'Net Price': '1.1' },
      { 'Line Number': '2', Quantity: '2' },
      { 'Line Number': '3', Quantity: '2', 'Net Price': '0.05', 'Line Total': '0.1' },
    ];
    const [order] = instanceList(ORDER, { 'MRC Total': '7', 'Line Items': lines }).roots;
    if (order === undefined) throw new RangeError('no order');
    addUpTotals(order);
    expect(fieldValue(order, 'Current Order Total Net Price')).to.equal('3.4');
    expect(fieldValue(order, 'Order Total')).to.equal('0.1');
    expect(fieldValue(order, 'MRC Total')).to.equal('7');
    expect(fieldValue(order, 'NRC Total')).to.equal(undefined);
  });
});
