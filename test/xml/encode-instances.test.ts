import { expect } from 'chai';
import fc from 'fast-check';
import { integrationObjectXsd } from '../../src/contract/integration-object-xsd.ts';
import { createInstance, type Instance, type InstanceList } from '../../src/model/instance.ts';
import type { Component, Field } from '../../src/model/model.ts';
import { MessageEncoder } from '../../src/xml/encode-instances.ts';
import { MessageDecoder } from '../../src/xml/message-decoder.ts';
import { SchemaValidator } from '../../src/xml/schema-validator.ts';
import { sampleObject } from './sample-object.ts';

const object = sampleObject();
const encoder = new MessageEncoder(object, { dates: 'siebel' });
const start = `<ListOfCutTestAssetIo xmlns="${object.namespace}"`;

function asset(values: Readonly<Record<string, string | null>>): Instance {
  const instance = createInstance(object.root);
  for (const [name, value] of Object.entries(values)) {
    const field = object.root.fieldsByName.get(name);
    if (field === undefined) throw new RangeError(`no field ${name}`);
    instance.values[field.ordinal] = value;
  }
  return instance;
}

const listOf = (...roots: Instance[]): InstanceList => ({ integrationObject: object, roots });

describe('MessageEncoder', () => {
  it('leaves absent fields out and writes null as an empty element', () => {
    expect(encoder.encode(listOf(asset({ Status: null, 'Serial Number': 'A&B' })))).to.equal(
      `${start}><Asset-Item><SerialNumber>A&amp;B</SerialNumber><Status/></Asset-Item></ListOfCutTestAssetIo>`,
    );
  });

  it('leaves absent containers out and writes empty ones', () => {
    const parent = asset({});
    const child = asset({});
    child.children[0] = [];
    parent.children[1] = [child];
    expect(encoder.encode(listOf(parent))).to.equal(
      `${start}><Asset-Item><ListOfAsset-Item><Asset-Item><ListOfAssetContact/></Asset-Item></ListOfAsset-Item></Asset-Item></ListOfCutTestAssetIo>`,
    );
  });

  it('writes an empty list', () => {
    expect(encoder.encode(listOf())).to.equal(`${start}/>`);
  });

  it('writes attributes', () => {
    const instance = Object.assign(asset({}), { operation: '"x"', primary: true });
    expect(encoder.encode(listOf(instance, Object.assign(asset({}), { primary: false })))).to.contain(
      '<Asset-Item operation="&quot;x&quot;" IsPrimaryMVG="Y"></Asset-Item><Asset-Item IsPrimaryMVG="N"></Asset-Item>',
    );
  });

  it("writes dates in Siebel's form or in ISO's", () => {
    const list = listOf(asset({ Due: '2003-12-31 23:59:59' }));
    expect(encoder.encode(list)).to.contain('<Due>12/31/2003 23:59:59</Due>');
    expect(new MessageEncoder(object, { dates: 'iso' }).encode(list)).to.contain('<Due>2003-12-31T23:59:59</Due>');
  });

  it('writes documents with the envelope', () => {
    expect(encoder.encodeDocument(listOf(), { messageId: '1-"7"' })).to.equal(
      '<?xml version="1.0" encoding="UTF-8"?>\n<?Siebel-Property-Set EscapeNames="false"?>\n' +
        '<SiebelMessage MessageId="1-&quot;7&quot;" MessageType="Integration Object" IntObjectName="CUT Test Asset IO"' +
        ` IntObjectFormat="Siebel Hierarchical">${start}/></SiebelMessage>\n`,
    );
    expect(encoder.encodeDocument(listOf())).to.contain('<SiebelMessage MessageId="" ');
  });
});

describe('what MessageEncoder writes, MessageDecoder', () => {
  const validator = SchemaValidator.create(new Map([[object.name, integrationObjectXsd(object)]]));
  const decoder = new MessageDecoder([object], validator);
  after(() => validator.dispose());

  for (const dates of ['siebel', 'iso'] as const) {
    it(`reads as it was (dates: ${dates})`, () => {
      const writer = new MessageEncoder(object, { dates });
      fc.assert(
        fc.property(fc.array(instances(object.root, 3), { maxLength: 3 }), (roots) => {
          const decoded = decoder.decodeDocument(writer.encodeDocument(listOf(...roots)));
          expect(decoded.roots.map(withoutPlaces)).to.deep.equal(roots);
        }),
      );
    });
  }
});

function withoutPlaces({ fieldLine: _fieldLine, start: _start, ...instance }: Instance): Instance {
  return { ...instance, line: 0, children: instance.children.map((children) => children?.map(withoutPlaces)) };
}

function instances(component: Component, depth: number): fc.Arbitrary<Instance> {
  const children = component.children.map((child) =>
    depth === 0
      ? fc.constant(undefined)
      : fc.option(fc.array(instances(child, depth - 1), { maxLength: 2 }), { nil: undefined }),
  );
  return fc
    .record(
      {
        values: fc.tuple(
          ...component.fields.map((field) => fc.oneof(fc.constant(undefined), fc.constant(null), values(field))),
        ),
        children: fc.tuple(...children),
        operation: fc.constantFrom('insert', 'a "b"\n<'),
        primary: fc.boolean(),
      },
      { requiredKeys: ['values', 'children'] },
    )
    .map((parts) => ({ ...createInstance(component), ...parts }));
}

/** Texts, and the canonical forms of the examples of the other types. */
function values({ type, length }: Field): fc.Arbitrary<string> {
  if (type.pattern !== undefined) return fc.constant(type.parse(type.example) ?? '');
  return fc
    .string({
      unit: fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }), fc.constantFrom(...'\r\n\t<>&"]')),
      minLength: 1,
      maxLength: 20,
    })
    .filter((text) => text.length <= (length ?? 100));
}
