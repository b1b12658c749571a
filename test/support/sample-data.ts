import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { integrationObjectXsd } from '../../src/contract/integration-object-xsd.ts';
import type { SampleData } from '../../src/contract/samples/known-rows.ts';
import { loadSeed } from '../../src/model/seed.ts';
import { MessageDecoder } from '../../src/xml/message-decoder.ts';
import { SchemaValidator } from '../../src/xml/schema-validator.ts';
import { decoderWay } from './decoder-way.ts';
import { MAPPINGS, model } from './model.ts';

/** The sample records that the service ships with. */
export function loadSampleData(): SampleData {
  const objects = [...model.integrationObjects.values()];
  using validator = SchemaValidator.create(
    new Map(objects.map((object) => [object.name, integrationObjectXsd(object)])),
  );
  const decoder = new MessageDecoder(objects, validator, { way: decoderWay });
  const directory = join(MAPPINGS, 'samples');
  const documents = readdirSync(directory)
    .sort()
    .map((file) => decoder.decodeDocument(readFileSync(join(directory, file), 'utf8')));
  return { seed: loadSeed(MAPPINGS, model), documents };
}
