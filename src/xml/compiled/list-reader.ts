import { createInstance, type Instance } from '../../model/instance.ts';
import { LONGEST_QUERY } from '../decode-instances.ts';
import type { XmlAttribute } from '../element.ts';
import { GREATER_THAN, LESS_THAN, SLASH } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { FieldLines } from './field-lines.ts';
import type { ComponentPlan, Slot } from './list-plan.ts';
import type { NamespaceScope } from './namespace-scope.ts';
import { stepAside } from './step-aside.ts';
import { NO_ATTRIBUTES, type TagReader } from './tag-reader.ts';
import type { TagTable } from './tag-table.ts';

/** What the reader of a message shares with those of its lists. */
export interface ReaderParts {
  readonly cursor: Cursor;
  readonly scope: NamespaceScope;
  readonly tags: TagReader;
  /** Elements inside each other. */
  readonly mostDepth: number;
}

/**
 * Reads what a list element holds, in one pass: well-formed, valid against the XSD of its integration object, and bound to instances as
 * `decodeInstances` binds them. Steps aside for everything that either of the three would refuse.
 */
export class ListReader {
  readonly #cursor: Cursor;
  readonly #scope: NamespaceScope;
  readonly #tags: TagReader;
  readonly #mostDepth: number;
  readonly #namespace: string;
  readonly #objectNamespace: string;
  readonly #lines: FieldLines;

  /** Of the start tag read last: its prefix with a colon, its attributes, and whether it is an empty-element tag. */
  #prefix = '';
  #attributes: readonly XmlAttribute[] = NO_ATTRIBUTES;
  #isEmpty = false;

  /**
   * @param namespace of the list element
   * @param objectNamespace that of the integration object, from which the former may differ
   */
  constructor({ cursor, scope, tags, mostDepth }: ReaderParts, namespace: string, objectNamespace: string) {
    this.#cursor = cursor;
    this.#scope = scope;
    this.#tags = tags;
    this.#mostDepth = mostDepth;
    this.#namespace = namespace;
    this.#objectNamespace = objectNamespace;
    this.#lines = new FieldLines(cursor.text, cursor.firstLine);
  }

  /**
   * The instances up to the end tag of a list element, which is passed too.
   * @param prefix of the list element, with its colon
   * @param tag of the list element
   * @param depth of the list element
   */
  readInstances(plan: ComponentPlan, prefix: string, tag: string, depth: number): Instance[] {
    const instances: Instance[] = [];
    const { size } = this.#scope;
    while (this.#hasElement()) {
      instances.push(this.#readInstance(plan, prefix, depth + 1));
      this.#scope.size = size;
    }
    this.#cursor.passEndTag(prefix, tag);
    return instances;
  }

  /** Steps aside for attributes that only an instance can have. */
  checkAttributes(attributes: readonly XmlAttribute[]): void {
    for (const { namespace } of attributes) if (!this.#isForeign(namespace)) stepAside('attribute');
  }

  #readInstance(plan: ComponentPlan, listPrefix: string, depth: number): Instance {
    if (depth >= this.#mostDepth) stepAside('limit');
    const start = this.#cursor.at;
    this.#readStartTag(plan.instances, listPrefix);
    const prefix = this.#prefix;
    const instance = createInstance(plan.component, this.#cursor.line);
    instance.start = start;
    instance.fieldLine = (field) => this.#lines.of(start, field);
    if (this.#attributes.length > 0) this.#bindAttributes(this.#attributes, instance);
    if (this.#isEmpty) return instance;

    const { size } = this.#scope;
    while (this.#hasElement()) {
      this.#readPart(plan.content, prefix, instance, depth + 1);
      this.#scope.size = size;
    }
    this.#cursor.passEndTag(prefix, plan.component.tag);
    return instance;
  }

  #readPart(content: TagTable<Slot>, instancePrefix: string, instance: Instance, depth: number): void {
    const { tag, ordinal, maxLength, parse, plan } = this.#readStartTag(content, instancePrefix);
    if (this.#attributes.length > 0) this.checkAttributes(this.#attributes);
    const prefix = this.#prefix;
    if (plan !== undefined) {
      if (instance.children[ordinal] !== undefined) stepAside('structure');
      instance.children[ordinal] = this.#isEmpty ? [] : this.readInstances(plan, prefix, tag, depth);
    } else if (parse !== undefined) {
      if (instance.values[ordinal] !== undefined) stepAside('structure');
      instance.values[ordinal] = this.#isEmpty ? null : this.#readValue(prefix, tag, maxLength, parse);
    }
  }

  #readValue(
    prefix: string,
    tag: string,
    maxLength: number,
    parse: (text: string) => string | undefined,
  ): string | null {
    const text = this.#cursor.readText();
    this.#cursor.passEndTag(prefix, tag);
    if (text === '') return null;
    if (text.length > maxLength) stepAside('value');
    return parse(text) ?? stepAside('value');
  }

  /** Whether an element comes next; else it is an end tag. */
  #hasElement(): boolean {
    const cursor = this.#cursor;
    cursor.skipBetweenElements();
    if (cursor.peek() !== LESS_THAN) stepAside('structure');
    return cursor.peek(1) !== SLASH;
  }

  /**
   * Reads a start tag, which must be one of `expected`.
   * @param parentPrefix that of the parent, hence bound to the right namespace
   */
  #readStartTag(expected: TagTable<Slot>, parentPrefix: string): Slot {
    const cursor = this.#cursor;
    const { text } = cursor;
    const start = cursor.at + 1;
    const slot = text.startsWith(parentPrefix, start) ? expected.find(text, start + parentPrefix.length) : undefined;
    if (slot === undefined) return this.#readUnusualTag(expected);

    const end = start + parentPrefix.length + slot.tag.length;
    const code = text.charCodeAt(end);
    this.#isEmpty = code === SLASH;
    if (code !== GREATER_THAN && !(code === SLASH && text.charCodeAt(end + 1) === GREATER_THAN)) {
      return this.#readUnusualTag(expected);
    }
    cursor.at = this.#isEmpty ? end + 2 : end + 1;
    this.#prefix = parentPrefix;
    this.#attributes = NO_ATTRIBUTES;
    this.#tags.countElement();
    return slot;
  }

  /** One with attributes, or with another prefix than its parent. */
  #readUnusualTag(expected: TagTable<Slot>): Slot {
    const tags = this.#tags;
    tags.read();
    if (tags.namespace !== this.#namespace) stepAside('namespace');
    this.#prefix = tags.prefix;
    this.#attributes = tags.attributes;
    this.#isEmpty = tags.isEmpty;
    return expected.find(tags.name, 0) ?? stepAside('element');
  }

  #bindAttributes(attributes: readonly XmlAttribute[], instance: Instance): void {
    for (const { namespace, name, value } of attributes) {
      if (namespace !== '') {
        if (!this.#isForeign(namespace)) stepAside('attribute');
      } else if (name === 'IsPrimaryMVG') {
        if (value !== 'Y' && value !== 'N' && value !== '') stepAside('value');
        if (value !== '') instance.primary = value === 'Y';
      } else if (name === 'operation' || name === 'Operation') {
        if (value !== '' && instance.operation !== undefined) stepAside('structure');
        if (value !== '') instance.operation = value;
      } else if (name === 'searchspec' || name === 'Searchspec') {
        if (value !== '' && instance.searchSpec !== undefined) stepAside('structure');
        if (value.length > LONGEST_QUERY) stepAside('value');
        if (value !== '') instance.searchSpec = value;
      } else stepAside('attribute');
    }
  }

  #isForeign(attributeNamespace: string): boolean {
    return attributeNamespace !== '' && attributeNamespace !== this.#objectNamespace;
  }
}
