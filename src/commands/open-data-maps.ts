import { modelLookups } from '../adapter/model-lookups.ts';
import { DataMaps } from '../mapping/data-maps.ts';
import { LookupRefused } from '../mapping/lookup-refused.ts';
import { loadDataMaps } from '../model/data-maps.ts';
import type { Model } from '../model/model.ts';
import type { MessageCodec } from './message-codec.ts';

/** @throws ModelError with everything that is wrong in the maps of a mappings directory */
export function openDataMaps(mappings: string, model: Model, { encoder }: Pick<MessageCodec, 'encoder'>): DataMaps {
  const lookups = modelLookups(model, (problem) => new LookupRefused(problem));
  return new DataMaps(loadDataMaps(mappings, model), { lists: model, lookups, encoder });
}
