import { expect } from 'chai';
import { CutError } from '../../../src/errors/cut-error.ts';
import { buffersOf, ChunkPacker } from '../../../src/feed/read/chunk-packer.ts';
import { type UnpackParts, unpackChunk } from '../../../src/feed/read/unpack-chunk.ts';
import type { PreparedObject } from '../../../src/feed/run/prepared-object.ts';
import { START } from '../../../src/feed/split/feed-splitter.ts';
import { createInstance, type Instance } from '../../../src/model/instance.ts';
import { model } from '../../support/model.ts';
import { loadSampleData } from '../../support/sample-data.ts';

const objects = model.integrationObjects;

/** Far down in a large feed. */
const FIRST_LINE = 2 ** 33;

function moved(instance: Instance): Instance {
  instance.line += FIRST_LINE;
  for (const group of instance.children) group?.forEach(moved);
  return instance;
}

/** What the adapter sees of an instance. */
function facts({ component, values, children, operation, searchSpec, primary, line }: Instance): unknown {
  const below = children.map((group) => group?.map(facts));
  return { component: component.name, values, below, operation, searchSpec, primary, line };
}

function handedOver(prepared: readonly PreparedObject[], more: { broken?: CutError; objects?: typeof objects } = {}) {
  const packer = new ChunkPacker();
  for (const each of prepared) packer.add(each);
  const packed = packer.packed({ state: { ...START, offset: 7 }, isLast: true, broken: more.broken });
  const parts = { objects, ...more } as unknown as UnpackParts;
  return unpackChunk(structuredClone(packed, { transfer: buffersOf(packed) }), parts);
}

describe('a chunk that goes from one thread to another', () => {
  const prepared: PreparedObject[] = loadSampleData().documents.flatMap(({ integrationObject, roots }) =>
    roots.map((root, index): PreparedObject => {
      const place = { object: integrationObject, before: `<${integrationObject.tag}>`, after: '' };
      return {
        object: { number: index + 1, offset: 2 ** 40 + index, length: 5, line: FIRST_LINE, place },
        root: moved(root),
      };
    }),
  );

  it('has the same objects there', () => {
    const unpacked = [...handedOver(prepared).objects];
    expect(unpacked.map(({ object }) => object)).to.deep.equal(prepared.map(({ object }) => object));
    expect(unpacked.map(({ root }) => root && facts(root))).to.deep.equal(
      prepared.map(({ root }) => root && facts(root)),
    );
  });

  it('has all that an instance can say', () => {
    const [object] = objects.values();
    if (object === undefined) throw new Error('no integration object');
    const root = createInstance(object.root, 12);
    const all: Partial<Instance> = { operation: 'upsert', searchSpec: '[Name] LIKE "ä*"', primary: false };
    Object.assign(root, all, { values: root.values.map((_, index) => [null, '', 'ä😀', undefined][index % 4]) });
    root.children[0] = [];
    const place = { object, before: '', after: '' };
    const [unpacked] = handedOver([{ object: { number: 1, offset: 0, length: 1, line: 3, place }, root }]).objects;
    expect(unpacked?.root && facts(unpacked.root)).to.deep.equal(facts(root));
  });

  it('has the same mistakes there, with their places', () => {
    const location = { line: 4, field: 'Name', allowed: ['a', 'b'] };
    const further = [new CutError('FEED_EMPTY')];
    const error = new CutError('MALFORMED_XML', { problem: 'x' }, { location, further, cause: new Error('inner') });
    const place = { object: undefined, before: '<a>', after: '</a>' };
    const chunk = handedOver([{ object: { number: 1, offset: 0, length: 1, line: 3, place }, error }], {
      broken: error,
    });
    const [{ error: told } = {}] = chunk.objects;
    for (const each of [told, chunk.broken]) {
      expect(each).to.be.instanceOf(CutError);
      expect(each).to.include({ code: error.code, message: error.message });
      expect(each?.location).to.deep.equal(location);
      expect(each?.further.map(({ code }) => code)).to.deep.equal(further.map(({ code }) => code));
    }
  });

  it('is not taken for objects of another model', () => {
    const chunk = handedOver(prepared, { objects: new Map() });
    expect(() => [...chunk.objects]).to.throw(RangeError, 'another model');
  });

  it('can be gone over twice, as when a transaction is run again', () => {
    const chunk = handedOver(prepared);
    const once = [...chunk.objects].map(({ root }) => root && facts(root));
    expect([...chunk.objects].map(({ root }) => root && facts(root))).to.deep.equal(once);
  });
});
