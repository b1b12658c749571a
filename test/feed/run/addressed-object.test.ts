import { expect } from 'chai';
import { CutError } from '../../../src/errors/cut-error.ts';
import { ReceivingProcesses } from '../../../src/feed/receiving-processes.ts';
import { addressed } from '../../../src/feed/run/addressed-object.ts';
import type { PreparedObject } from '../../../src/feed/run/prepared-object.ts';
import { createInstance } from '../../../src/model/instance.ts';
import { model } from '../../support/model.ts';

describe('an object of a feed, and who receives it', () => {
  const [object] = model.integrationObjects.values();
  if (object === undefined) throw new Error('no integration object');
  const place = { object, before: '', after: '' };
  const found = { number: 1, offset: 0, length: 1, line: 1, place };
  const prepared: PreparedObject = { object: found, root: createInstance(object.root) };

  it('has the process that receives objects of its kind', () => {
    const chosen = new ReceivingProcesses(model, () => true).named('CUTReceiveAccountData');
    expect(addressed(prepared, { of: () => chosen })).to.have.property('receiver', chosen);
  });

  it('is refused where no process receives it', () => {
    const { error } = addressed(prepared, new ReceivingProcesses(model, () => false));
    expect(error).to.be.instanceOf(CutError).with.property('key', 'NO_RECEIVER');
  });

  it('stays refused when it could not be read', () => {
    const error = new CutError('FEED_EMPTY');
    expect(addressed({ object: found, error }, new ReceivingProcesses(model, () => true)).error).to.equal(error);
  });

  it('is a mistake of ours when something else fails', () => {
    const broken = (): never => {
      throw new TypeError('broken');
    };
    expect(() => addressed(prepared, { of: broken })).to.throw(TypeError, 'broken');
    const nameless = { ...prepared, object: { ...found, place: { ...place, object: undefined } } };
    expect(() => addressed(nameless as PreparedObject, { of: broken })).to.throw(RangeError);
  });
});
