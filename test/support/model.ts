import { join } from 'node:path';
import { loadModel } from '../../src/model/load-model.ts';
import type { IntegrationObject } from '../../src/model/model.ts';

export const MAPPINGS = join(import.meta.dirname, '..', '..', 'mappings');

/** The model that the service ships with. */
export const model = loadModel(MAPPINGS);

export function integrationObject(name: string): IntegrationObject {
  const object = model.integrationObjects.get(name);
  if (object === undefined) throw new RangeError(`no integration object ${name}`);
  return object;
}
