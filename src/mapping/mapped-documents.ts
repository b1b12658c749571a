import type { InstanceList } from '../model/instance.ts';
import type { IntegrationObject } from '../model/model.ts';
import type { XmlElement } from '../xml/element.ts';
import { parseStart } from '../xml/parse-xml.ts';
import { isNamespaceOf } from '../xml/payload.ts';
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

  /** Whether an element is the list element of an integration object, or the document element of a partner's own shape that a map makes into it. */
  isDocument(element: XmlElement, object: IntegrationObject): boolean {
    if (element.name === object.tag && isNamespaceOf(object, element.namespace)) return true;
    return this.#inboundTo(object).some(({ source: { external } }) => external && isDocumentOf(element, external));
  }

  /** @throws CutError as `DataMaps` and the decoder do */
  decodeDocument(text: string, expected?: IntegrationObject): InstanceList {
    const candidates = expected === undefined ? [] : this.#inboundTo(expected);
    const root = candidates.length > 0 ? parseStart(text, () => true).root : undefined;
    for (const map of candidates) {
      const { external } = map.source;
      if (root === undefined || external === undefined || !isDocumentOf(root, external)) continue;
      return this.#maps.run(map, this.#maps.read(external, text), { now: this.#now() });
    }
    return this.#decoder.decodeDocument(text, expected);
  }

  #inboundTo(object: IntegrationObject): readonly DataMap[] {
    return this.#inbound.get(object) ?? [];
  }
}
