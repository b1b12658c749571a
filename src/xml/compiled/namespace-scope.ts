import { stepAside } from './step-aside.ts';

const XML = 'http://www.w3.org/XML/1998/namespace';
const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** Declarations in scope at once, one that is declared again included. */
const MOST_DECLARATIONS = 128;

/** The namespace declarations in scope: a stack, from which an element's own are taken when it ends. */
export class NamespaceScope {
  readonly #prefixes: string[] = [];
  readonly #uris: string[] = [];
  /** Number of declarations; an element that ends sets it back to what it was before. */
  size = 0;

  /**
   * Adds a declaration of the element whose declarations begin at `first`.
   * @param prefix empty for the default namespace
   */
  declare(prefix: string, uri: string, first: number): void {
    if (prefix === 'xml' || prefix === 'xmlns' || !this.#isUsual(uri, prefix)) stepAside('namespace');
    if (this.size === MOST_DECLARATIONS) stepAside('limit');
    for (let index = first; index < this.size; index += 1) if (this.#prefixes[index] === prefix) stepAside('attribute');
    this.#prefixes[this.size] = prefix;
    this.#uris[this.size] = uri;
    this.size += 1;
  }

  /** The namespace of an element or a prefixed attribute; steps aside when the prefix is not declared. */
  resolve(prefix: string): string {
    for (let index = this.size - 1; index >= 0; index -= 1) {
      if (this.#prefixes[index] === prefix) return this.#uris[index] ?? '';
    }
    if (prefix === '') return '';
    return prefix === 'xml' ? XML : stepAside('namespace');
  }

  /** A URI that was declared before has been found usual then. */
  #isUsual(uri: string, prefix: string): boolean {
    if (uri === '') return prefix === '';
    return this.#uris.includes(uri) || (URI.test(uri) && uri !== XML && uri !== XMLNS);
  }

  /** The declarations from `first` on: prefix to URI. */
  declarationsFrom(first: number): Readonly<Record<string, string>> {
    const declarations: Record<string, string> = Object.create(null);
    for (let index = first; index < this.size; index += 1) {
      declarations[this.#prefixes[index] ?? ''] = this.#uris[index] ?? '';
    }
    return declarations;
  }
}

/** What surely is a URI to libxml2, which refuses others. */
const URI =
  /^(?:https?:\/\/[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:\/(?:[A-Za-z0-9._~/-]|%[0-9A-Fa-f]{2})*)?|urn:[A-Za-z0-9._-][A-Za-z0-9:._/-]*)(?:#[A-Za-z0-9._/-]*)?$/;
