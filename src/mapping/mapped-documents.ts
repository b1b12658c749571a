import type { InstanceList } from '../model/instance.ts';
import type { IntegrationObject } from '../model/model.ts';
import { parseStart } from '../xml/parse-xml.ts';
import type { DataMap } from './compiled-map.ts';
import { type DataMaps, isDocumentOf } from './data-maps.ts';

/** Reads and validates a `SiebelMessage` document. */
interface DocumentDecoder {
  decodeDocument(text: string, expected?: IntegrationObject): InstanceList;
}

/**
 * Reads documents for processes that receive: those of their integration object, and those in a partner's own shape that a map makes into it. The document
 * element tells them apart.
 */
export class MappedDocuments implements DocumentDecoder {
  readonly #decoder: DocumentDecoder;
  readonly #maps: DataMaps;
  readonly #now: () => string;
  readonly #inbound: ReadonlyMap<IntegrationObject, readonly DataMap[]>;

  /** @param now the present moment in canonical form, UTC */
  constructor(decoder: DocumentDecoder, maps: DataMaps, now: () => string) {
    this.#decoder = decoder;
    this.#maps = maps;
    this.#now = now;
    this.#inbound = Map.groupBy(
      [...maps.all()].filter(({ source }) => source.external !== undefined),
      ({ target }) => target.object,
    );
  }

  /** @throws CutError as `DataMaps` and the decoder do */
  decodeDocument(text: string, expected?: IntegrationObject): InstanceList {
    const candidates = (expected && this.#inbound.get(expected)) ?? [];
    const root = candidates.length > 0 ? parseStart(text, () => true).root : undefined;
    for (const map of candidates) {
      const { external } = map.source;
      if (root === undefined || external === undefined || !isDocumentOf(root, external)) continue;
      return this.#maps.run(map, this.#maps.read(external, text), { now: this.#now() });
    }
    return this.#decoder.decodeDocument(text, expected);
  }
}
