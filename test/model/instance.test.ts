import { expect } from 'chai';
import { createInstance } from '../../src/model/instance.ts';
import { loadModel } from '../../src/model/load-model.ts';
import { VALID } from './broken-copy.ts';

describe('createInstance', () => {
  it('makes an instance with all fields and containers absent', () => {
    const component = loadModel(VALID).integrationObjects.get('Sample_ASSET IO')?.root;
    if (component === undefined) throw new RangeError('no root');
    const instance = createInstance(component, 7);
    expect(instance.line).to.equal(7);
    expect(instance.values).to.have.length(component.fields.length);
    expect(instance.values.every((value) => value === undefined)).to.equal(true);
    expect(instance.children).to.deep.equal([undefined]);
    expect(createInstance(component).line).to.equal(0);
  });
});
