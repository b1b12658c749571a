/** The thread that reads feeds: see `ReadingThread`. */
import { parentPort, workerData } from 'node:worker_threads';
import { PublishedContract } from '../contract/published-contract.ts';
import { serveReaders } from '../feed/read/serve-readers.ts';
import { KnownElements } from '../feed/split/known-elements.ts';
import { loadModel } from '../model/load-model.ts';
import { LateValidator } from '../xml/late-validator.ts';
import { MessageDecoder } from '../xml/message-decoder.ts';
import { messageSchemas } from './message-schemas.ts';
import type { ReadingOptions } from './open-reading-thread.ts';

const { mappings, decoder: way, bodyLimit } = workerData as ReadingOptions;
const model = loadModel(mappings);
const objects = [...model.integrationObjects.values()];

const validator = new LateValidator(async () => {
  const { SchemaValidator } = await import('../xml/schema-validator.ts');
  return SchemaValidator.create(messageSchemas(model, new PublishedContract(model)));
});

if (parentPort !== null) {
  serveReaders(parentPort, {
    decoder: new MessageDecoder(objects, validator, { way }),
    known: new KnownElements(objects),
    objectLimit: bodyLimit,
  });
}
