/** The thread that reads feeds: see `ReadingThread`. */
import { parentPort, workerData } from 'node:worker_threads';
import { PublishedContract } from '../contract/published-contract.ts';
import { serveReaders } from '../feed/read/serve-readers.ts';
import { KnownElements } from '../feed/split/known-elements.ts';
import { loadModel } from '../model/load-model.ts';
import { MessageDecoder } from '../xml/message-decoder.ts';
import { validatorWhenNeeded } from './message-codec.ts';
import type { ReadingOptions } from './open-reading-thread.ts';

const { mappings, decoder: way, bodyLimit } = workerData as ReadingOptions;
const model = loadModel(mappings);
const objects = [...model.integrationObjects.values()];

if (parentPort !== null) {
  serveReaders(parentPort, {
    decoder: new MessageDecoder(objects, validatorWhenNeeded(model, new PublishedContract(model)), { way }),
    known: new KnownElements(objects),
    objectLimit: bodyLimit,
  });
}
