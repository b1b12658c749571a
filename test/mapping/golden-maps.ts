import { join } from 'node:path';
import { createCodec } from '../../src/commands/message-codec.ts';
import { openDataMaps } from '../../src/commands/open-data-maps.ts';
import { PublishedContract } from '../../src/contract/published-contract.ts';
import type { DataMaps } from '../../src/mapping/data-maps.ts';
import { MAPPINGS, model } from '../support/model.ts';

export const GOLDEN = join(import.meta.dirname, 'golden');
export const codec = createCodec(model, new PublishedContract(model), 'siebel');

/** The maps that the service ships with, and those that cases of their own are for. */
export const shippedMaps = openDataMaps(MAPPINGS, model, codec);
const goldenMaps = openDataMaps(GOLDEN, model, codec);

export function mapNamed(name: string): readonly [maps: DataMaps, map: NonNullable<ReturnType<DataMaps['get']>>] {
  for (const maps of [shippedMaps, goldenMaps]) {
    const map = maps.get(name);
    if (map !== undefined) return [maps, map];
  }
  throw new RangeError(`no map ${name}`);
}
