import { integrationObjectXsd } from '../../src/contract/integration-object-xsd.ts';
import type { InstanceList } from '../../src/model/instance.ts';
import { MessageEncoder } from '../../src/xml/encode-instances.ts';
import { MessageDecoder } from '../../src/xml/message-decoder.ts';
import { SchemaValidator } from '../../src/xml/schema-validator.ts';
import { decoderWay } from '../support/decoder-way.ts';
import { model } from '../support/model.ts';

const objects = [...model.integrationObjects.values()];

const validator = SchemaValidator.create(new Map(objects.map((object) => [object.name, integrationObjectXsd(object)])));

/** The decoder of the shipped model. */
export const decoder = new MessageDecoder(objects, validator, { way: decoderWay });

/** Writes lists of any object. */
export const encoder = {
  encode: (list: InstanceList) => new MessageEncoder(list.integrationObject, { dates: 'siebel' }).encode(list),
};
