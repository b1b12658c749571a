import { escapeAttribute } from '../../xml/escape.ts';
import type { ExternalObject } from './external-object.ts';

/** Its prefix needs no declaration. */
const XML = 'http://www.w3.org/XML/1998/namespace';

/**
 * The prefixes of a document: none for the namespace of the document element, unless there are elements in no namespace, which a default namespace would take in; `p`,
 * `p2`, `p3` for the others, in the order in which they are met.
 */
export class Prefixes {
  readonly #defaultNamespace: string;
  readonly #byNamespace = new Map<string, string>();

  constructor({ object, elements }: ExternalObject) {
    const namespaces = [...elements.values()].flatMap(({ namespace, content }) => [
      namespace,
      ...content.flatMap((part) => (part.kind === 'field' ? [part.namespace] : [])),
    ]);
    this.#defaultNamespace = namespaces.includes('') ? '' : object.namespace;
  }

  /** `p:`, or nothing. */
  ofElement(namespace: string): string {
    return namespace === this.#defaultNamespace ? '' : this.ofAttribute(namespace);
  }

  ofAttribute(namespace: string): string {
    if (namespace === '') return '';
    if (namespace === XML) return 'xml:';
    const count = this.#byNamespace.size;
    const prefix = this.#byNamespace.get(namespace) ?? (count === 0 ? 'p' : `p${count + 1}`);
    this.#byNamespace.set(namespace, prefix);
    return `${prefix}:`;
  }

  /** Namespace declarations for all that were asked for. */
  declarations(): readonly string[] {
    const namespace = this.#defaultNamespace;
    return [
      ...(namespace === '' ? [] : [`xmlns="${escapeAttribute(namespace)}"`]),
      ...[...this.#byNamespace].map(([uri, prefix]) => `xmlns:${prefix}="${escapeAttribute(uri)}"`),
    ];
  }
}
