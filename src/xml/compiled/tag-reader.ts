import type { XmlAttribute } from '../element.ts';
import { APOSTROPHE, CLASSES, COLON, EQUALS, GREATER_THAN, NAME, NAME_START, QUOTE, SLASH } from './characters.ts';
import type { Cursor } from './cursor.ts';
import type { NamespaceScope } from './namespace-scope.ts';
import { stepAside } from './step-aside.ts';

/** Attributes of one element, namespace declarations included. */
const MOST_ATTRIBUTES = 64;

/** Shared by all tags without attributes. */
export const NO_ATTRIBUTES: readonly XmlAttribute[] = Object.freeze([]);

/** What a message may have at most, in all of its elements. */
interface Amounts {
  readonly elements: number;
  readonly attributes: number;
}

/** Reads start tags of any kind into its own properties, where each tag takes the place of the one before it. */
export class TagReader {
  /** With its colon; empty without one. */
  prefix = '';
  /** Without prefix. */
  name = '';
  namespace = '';
  /** Without namespace declarations. */
  attributes: readonly XmlAttribute[] = NO_ATTRIBUTES;
  /** Namespace declarations included. */
  attributeCount = 0;
  /** Whether it is an empty-element tag. */
  isEmpty = false;

  readonly #cursor: Cursor;
  readonly #scope: NamespaceScope;
  readonly #most: Amounts;
  #elements = 0;
  #allAttributes = 0;

  constructor(cursor: Cursor, scope: NamespaceScope, most: Amounts) {
    this.#cursor = cursor;
    this.#scope = scope;
    this.#most = most;
  }

  /** Reads a start tag. Its declarations are in scope from now on. */
  read(): void {
    this.countElement();
    this.#cursor.pass('<');
    const qualifiedName = this.#readName();
    const colon = qualifiedName.indexOf(':') + 1;
    this.prefix = qualifiedName.slice(0, colon);
    this.name = qualifiedName.slice(colon);
    this.attributeCount = 0;
    const attributes = this.#hasEnded() ? undefined : this.#readAttributes();
    this.namespace = this.#scope.resolve(this.prefix.slice(0, -1));
    this.attributes = attributes === undefined ? NO_ATTRIBUTES : this.#resolve(attributes);
  }

  /** For a start tag that is read elsewhere. */
  countElement(): void {
    this.#elements += 1;
    if (this.#elements > this.#most.elements) stepAside('limit');
  }

  /** A qualified name, with at most one colon. */
  #readName(): string {
    const { text, at: start } = this.#cursor;
    let at = nameEnd(text, start);
    if (at < text.length && text.charCodeAt(at) === COLON) at = nameEnd(text, at + 1);
    this.#cursor.at = at;
    return text.slice(start, at);
  }

  /** Passes white space and the end of the tag, if that is what comes next. */
  #hasEnded(): boolean {
    const cursor = this.#cursor;
    const { at } = cursor;
    cursor.skipSpace();
    this.isEmpty = cursor.peek() === SLASH;
    if (this.isEmpty) cursor.pass('/>');
    else if (cursor.peek() === GREATER_THAN) cursor.at += 1;
    else if (cursor.at === at) stepAside('markup');
    else return false;
    return true;
  }

  /** Declares namespaces and gives the other attributes. */
  #readAttributes(): readonly UnresolvedAttribute[] {
    const attributes: UnresolvedAttribute[] = [];
    const firstDeclaration = this.#scope.size;
    do {
      this.#count();
      const qualifiedName = this.#readName();
      const colon = qualifiedName.indexOf(':') + 1;
      const prefix = qualifiedName.slice(0, colon);
      const name = qualifiedName.slice(colon);
      const value = this.#readValue();
      if (prefix === 'xmlns:') this.#scope.declare(name, value, firstDeclaration);
      else if (qualifiedName === 'xmlns') this.#scope.declare('', value, firstDeclaration);
      else attributes.push({ prefix, name, qualifiedName, value });
    } while (!this.#hasEnded());
    return attributes;
  }

  #count(): void {
    this.attributeCount += 1;
    this.#allAttributes += 1;
    if (this.attributeCount > MOST_ATTRIBUTES || this.#allAttributes > this.#most.attributes) stepAside('limit');
  }

  /** The equals sign and what comes after it. */
  #readValue(): string {
    const cursor = this.#cursor;
    if (cursor.peek() !== EQUALS) cursor.skipSpace();
    cursor.pass('=');
    cursor.skipSpace();
    const quote = cursor.peek();
    if (quote !== QUOTE && quote !== APOSTROPHE) stepAside('markup');
    cursor.at += 1;
    return cursor.readValue(quote);
  }

  /** A prefix may be declared after the attribute that has it. */
  #resolve(unresolved: readonly UnresolvedAttribute[]): readonly XmlAttribute[] {
    if (unresolved.length === 0) return NO_ATTRIBUTES;
    const attributes: XmlAttribute[] = [];
    for (const { prefix, name, qualifiedName, value } of unresolved) {
      const namespace = prefix === '' ? '' : this.#scope.resolve(prefix.slice(0, -1));
      for (const other of attributes) {
        if (other.name === name && other.namespace === namespace) stepAside('attribute');
      }
      attributes.push({ namespace, name, qualifiedName, value });
    }
    return attributes;
  }
}

interface UnresolvedAttribute {
  /** With its colon. */
  readonly prefix: string;
  readonly name: string;
  readonly qualifiedName: string;
  readonly value: string;
}

/** Where the name ends that begins at this offset. */
function nameEnd(text: string, start: number): number {
  if (start >= text.length || ((CLASSES[text.charCodeAt(start)] ?? 0) & NAME_START) === 0) stepAside('markup');
  let at = start + 1;
  while (at < text.length && ((CLASSES[text.charCodeAt(at)] ?? 0) & NAME) !== 0) at += 1;
  return at;
}
