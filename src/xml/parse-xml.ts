import { SaxesParser, type SaxesTagNS } from 'saxes';
import { CutError } from '../errors/cut-error.ts';
import { type XmlAttribute, XmlElement } from './element.ts';

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
  builder.parser.write(text).close();
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
  #start = 0;

  constructor(text: string, limits: XmlLimits) {
    this.#text = text;
    this.#limits = limits;
    this.parser.on('opentagstart', () => this.#beginTag());
    this.parser.on('attribute', () => this.#countAttribute());
    this.parser.on('opentag', (tag) => this.#open(tag));
    this.parser.on('closetag', () => this.#close());
    this.parser.on('text', (data) => this.#addText(data));
    this.parser.on('cdata', (data) => this.#addText(data));
    this.parser.on('doctype', () => refuseDoctype(this.parser.line));
    this.parser.on('error', (error) => refuse(error, this.parser));
  }

  root(): XmlElement {
    if (this.#root === undefined) throw new Error('saxes accepted a document without a root');
    return this.#root;
  }

  /** The parser has read the name and the character after it: the tag starts at the last `<` before that. */
  #beginTag(): void {
    this.#start = this.#text.lastIndexOf('<', this.parser.position - 1);
    this.#attributes = 0;
    this.#depth += 1;
    this.#elements += 1;
    if (this.#depth > this.#limits.depth) {
      throw new CutError('MESSAGE_TOO_DEEP', { limit: this.#limits.depth }, { location: { line: this.parser.line } });
    }
    if (this.#elements > this.#limits.elements) {
      this.#refuseAmount(`it has more than ${this.#limits.elements} elements`);
    }
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
    const element = new XmlElement({
      parent: this.#current,
      namespace: tag.uri,
      name: tag.local,
      attributes: this.#attributes === 0 ? NO_ATTRIBUTES : attributesOf(tag),
      declarations: tag.ns,
      line: this.parser.line,
      start: this.#start,
    });
    if (this.#current === undefined) this.#root = element;
    else appendChild(this.#current, element);
    this.#current = element;
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

/** Shared by all elements without attributes. */
const NO_ATTRIBUTES: readonly XmlAttribute[] = Object.freeze([]);
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

/** The parser's messages begin with its own notion of the place. */
function refuse(error: Error, { line, column }: { line: number; column: number }): never {
  const problem = `${error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')} (line ${line}, column ${column})`;
  throw new CutError('MALFORMED_XML', { problem }, { location: { line } });
}
