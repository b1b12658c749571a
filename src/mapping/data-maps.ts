import { CutError } from '../errors/cut-error.ts';
import { suggestion } from '../errors/near-names.ts';
import type { Lookups } from '../expression/evaluation-context.ts';
import type { DataMapDeclaration } from '../model/data-map.ts';
import type { InstanceList } from '../model/instance.ts';
import { Problems } from '../model/reading/problems.ts';
import type { XmlElement } from '../xml/element.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { checkDocumentElements } from './check-document-elements.ts';
import { compileDataMap, type Lists } from './compile-data-map.ts';
import type { DataMap } from './compiled-map.ts';
import { decodeExternal } from './external/decode-external.ts';
import { encodeExternal } from './external/encode-external.ts';
import type { ExternalObject } from './external/external-object.ts';
import { PartnerSchemas } from './external/partner-schemas.ts';
import { type MapContext, runDataMap } from './run-data-map.ts';

/** Writes a `SiebelMessage` document. */
interface DocumentEncoder {
  encodeDocument(list: InstanceList, header?: { messageId?: string }): string;
}

export interface DataMapsParts {
  readonly lists: Lists;
  /** For the lookup functions. */
  readonly lookups: Lookups;
  readonly encoder: DocumentEncoder;
}

export type MapOptions = Pick<MapContext, 'onField'> & {
  /** By name; what is handed over beyond those that the map has does no harm. */
  readonly arguments?: ReadonlyMap<string, string>;
  /** Day and time, `YYYY-MM-DD HH:MM:SS`, UTC. */
  readonly now: string;
};

/** The integration object maps of the mapping files, compiled. */
export class DataMaps implements Disposable {
  readonly #maps: ReadonlyMap<string, DataMap>;
  readonly #lookups: Lookups;
  readonly #encoder: DocumentEncoder;
  readonly #schemas: PartnerSchemas;

  /** @throws ModelError with everything that is wrong in the maps */
  constructor(declarations: readonly DataMapDeclaration[], { lists, lookups, encoder }: DataMapsParts) {
    const problems = new Problems();
    using owned = new DisposableStack();
    this.#schemas = owned.use(new PartnerSchemas());
    const maps = declarations.flatMap((each) => compileDataMap(each, lists, this.#schemas, problems) ?? []);
    checkDocumentElements(maps, problems);
    problems.throwIfAny();
    owned.move();
    this.#maps = new Map(maps.map((map) => [map.name, map]));
    this.#lookups = lookups;
    this.#encoder = encoder;
  }

  get(name: string): DataMap | undefined {
    return this.#maps.get(name);
  }

  /** For messages about a map that is not there: `; did you mean ...?` */
  suggestion(name: string): string {
    return suggestion(name, this.#maps.keys());
  }

  all(): Iterable<DataMap> {
    return this.#maps.values();
  }

  /** @throws CutError DATA_MAP_REFUSED */
  run(map: DataMap, list: InstanceList, { arguments: given, now, onField }: MapOptions): InstanceList {
    const values = argumentValues(map, given ?? new Map());
    return runDataMap(map, list, { arguments: values, now, lookups: this.#lookups, ...(onField && { onField }) });
  }

  /**
   * A document in the shape of the map's target, valid by its XSD where that is a partner's.
   * @throws CutError DATA_MAP_REFUSED, DATA_MAP_RESULT
   */
  write(map: DataMap, list: InstanceList, header: { readonly messageId?: string } = {}): string {
    const { external, object } = map.target;
    const [root] = list.roots;
    if (external === undefined || root === undefined) return this.#encoder.encodeDocument(list, header);
    const document = encodeExternal(root, external);
    const mistakes = this.#schemas.mistakesIn(document, external);
    if (mistakes.length === 0) return document;
    const errors = mistakes.map(
      ({ text }) => new CutError('DATA_MAP_RESULT', { map: map.name, schema: object.id, problem: text }),
    );
    throw CutError.of(errors);
  }

  /**
   * A document in a partner's own shape as instances of its external integration object.
   * @throws CutError as `parseXml` does; INVALID_MESSAGE with everything that the XSD does not allow
   */
  read(external: ExternalObject, text: string): InstanceList {
    const root = parseXml(text);
    const { object } = external;
    if (!isDocumentOf(root, external)) {
      const problem = `the document element is ${root.name}, not ${object.tag}`;
      throw new CutError('INVALID_MESSAGE', { problem }, { location: { line: root.line } });
    }
    const mistakes = this.#schemas.mistakesIn(text, external);
    if (mistakes.length > 0) {
      throw CutError.of(
        mistakes.map(({ text: problem, line }) => new CutError('INVALID_MESSAGE', { problem }, { location: { line } })),
      );
    }
    return { integrationObject: object, roots: [decodeExternal(root, external)] };
  }

  [Symbol.dispose](): void {
    this.#schemas[Symbol.dispose]();
  }
}

export function isDocumentOf(root: XmlElement, { object }: ExternalObject): boolean {
  return root.name === object.tag && root.namespace === object.namespace;
}

function argumentValues(map: DataMap, given: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const values = map.arguments.map(({ name, default: preset }) => {
    const value = given.get(name) ?? preset;
    if (value !== undefined) return [name, value] as const;
    throw new CutError('DATA_MAP_REFUSED', { map: map.name, problem: `its argument '${name}' has no value` });
  });
  return new Map(values);
}
