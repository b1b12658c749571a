import { SaxesParser, type SaxesTagNS } from 'saxes';
import { CutError } from '../errors/cut-error.ts';
import { type XmlAttribute, XmlElement } from './element.ts';
import { shorten } from './shorten.ts';

export interface XmlLimits {
  /** Elements inside each other. */
  readonly depth: number;
  /** Attributes of one element, namespace declarations included. */
  readonly attributes: number;
  /** Elements of the document; what a body within the size limit needs at most, unless it is made to fill the memory. */
  readonly elements: number;
}

const DEFAULT_LIMITS: XmlLimits = { depth: 64, attributes: 256, elements: 500_000 };

/**
 * Parses a document into a tree of elements. Comments and processing instructions are dropped.
 * @throws CutError MALFORMED_XML, DOCTYPE_REFUSED, MESSAGE_TOO_DEEP; INVALID_MESSAGE over the other limits; EMPTY_MESSAGE
 */
export function parseXml(text: string, limits: XmlLimits = DEFAULT_LIMITS): XmlElement {
  if (text.trim() === '') throw new CutError('EMPTY_MESSAGE');
  const builder = new TreeBuilder(text, limits);
  try {
    builder.parser.write(text).close();
  } catch (error) {
    throw malformed(error);
  }
  return builder.root();
}

/** What a document says about XML 1.1 is overruled: SOAP is XML 1.0, and libxml2 reads nothing else. */
const PARSER_OPTIONS = { xmlns: true, position: true, defaultXMLVersion: '1.0', forceXMLVersion: true } as const;

class TreeBuilder {
  readonly parser = new SaxesParser(PARSER_OPTIONS);
  readonly #text: string;
  readonly #limits: XmlLimits;
  #root: XmlElement | undefined;
  #current: XmlElement | undefined;
  #depth = 0;
  #elements = 0;
  #attributes = 0;

  /** Six handlers: with eight of them, V8 makes the parser a dictionary and everything takes five times as long. */
  constructor(text: string, limits: XmlLimits) {
    this.#text = text;
    this.#limits = limits;
    this.parser.on('attribute', () => this.#countAttribute());
    this.parser.on('opentag', (tag) => this.#open(tag));
    this.parser.on('closetag', () => this.#close());
    this.parser.on('text', (data) => this.#addText(data));
    this.parser.on('cdata', (data) => this.#addText(data));
    this.parser.on('doctype', () => refuseDoctype(this.parser.line));
  }

  root(): XmlElement {
    if (this.#root === undefined) throw new Error('saxes accepted a document without a root');
    return this.#root;
  }

  #countAttribute(): void {
    this.#attributes += 1;
    if (this.#attributes > this.#limits.attributes) {
      this.#refuseAmount(`an element has more than ${this.#limits.attributes} attributes`);
    }
  }

  #refuseAmount(problem: string): never {
    throw new CutError('INVALID_MESSAGE', { problem }, { location: { line: this.parser.line } });
  }

  #open(tag: SaxesTagNS): void {
    this.#enter();
    const element = new XmlElement({
      parent: this.#current,
      namespace: tag.uri,
      name: tag.local,
      attributes: this.#attributes === 0 ? NO_ATTRIBUTES : attributesOf(tag),
      declarations: this.#attributes === 0 ? NO_DECLARATIONS : tag.ns,
      line: this.parser.line,
      // Attribute values have no `<` in them.
      start: this.#text.lastIndexOf('<', this.parser.position - 1),
    });
    if (this.#current === undefined) this.#root = element;
    else appendChild(this.#current, element);
    this.#current = element;
    this.#attributes = 0;
  }

  #enter(): void {
    this.#depth += 1;
    this.#elements += 1;
    if (this.#depth > this.#limits.depth) {
      throw new CutError('MESSAGE_TOO_DEEP', { limit: this.#limits.depth }, { location: { line: this.parser.line } });
    }
    if (this.#elements > this.#limits.elements) {
      this.#refuseAmount(`it has more than ${this.#limits.elements} elements`);
    }
  }

  #close(): void {
    if (this.#current === undefined) return;
    this.#current.end = this.parser.position;
    this.#current = this.#current.parent;
    this.#depth -= 1;
  }

  #addText(data: string): void {
    if (this.#current !== undefined) this.#current.text += data;
  }
}

/** Shared by all elements that have none. */
const NO_ATTRIBUTES: readonly XmlAttribute[] = Object.freeze([]);
const NO_DECLARATIONS: Readonly<Record<string, string>> = Object.freeze(Object.create(null));
const XMLNS = 'http://www.w3.org/2000/xmlns/';

function attributesOf(tag: SaxesTagNS): readonly XmlAttribute[] {
  const attributes: XmlAttribute[] = [];
  for (const { uri, local, value } of Object.values(tag.attributes)) {
    if (uri !== XMLNS) attributes.push({ namespace: uri, name: local, value });
  }
  return attributes;
}

function appendChild(parent: XmlElement, child: XmlElement): void {
  if (parent.children.length === 0) parent.children = [child];
  else (parent.children as XmlElement[]).push(child);
}

function refuseDoctype(line: number): never {
  throw new CutError('DOCTYPE_REFUSED', {}, { location: { line } });
}

/** The parser throws plain errors, whose messages begin with the place. */
function malformed(error: unknown): unknown {
  const [, line, column, said = ''] = error instanceof Error ? (/^(\d+):(\d+): (.*)$/s.exec(error.message) ?? []) : [];
  if (line === undefined || error instanceof CutError) return error;
  const problem = `${shorten(said.replace(/\.$/, ''))} (line ${line}, column ${column})`;
  return new CutError('MALFORMED_XML', { problem }, { location: { line: Number(line) } });
}
