import { SaxesParser, type SaxesTagNS } from 'saxes';
import { CutError } from '../errors/cut-error.ts';
import { type XmlAttribute, XmlElement } from './element.ts';
import { shorten } from './shorten.ts';
import { DEFAULT_LIMITS, type XmlLimits } from './xml-limits.ts';

/**
 * Parses a document into a tree of elements. Comments and processing instructions are dropped.
 * @param firstLine line on which it begins in what it was cut out of
 * @throws CutError MALFORMED_XML, DOCTYPE_REFUSED, MESSAGE_TOO_DEEP; INVALID_MESSAGE over the other limits; EMPTY_MESSAGE
 */
export function parseXml(text: string, limits: Partial<XmlLimits> = {}, firstLine = 1): XmlElement {
  if (text.trim() === '') throw new CutError('EMPTY_MESSAGE');
  const builder = new TreeBuilder(text, limits);
  builder.parser.line = firstLine;
  try {
    builder.parser.write(text).close();
  } catch (error) {
    throw malformed(error);
  }
  const { root } = builder;
  if (root === undefined) throw new Error('saxes accepted a document without a root');
  return root;
}

/** The beginning of a document. */
export interface XmlStart {
  /** As far as it was parsed; undefined when the text ends before it. */
  readonly root: XmlElement | undefined;
  /** Whether the element looked for is there: the last one of the tree, without its content. */
  readonly found: boolean;
}

/**
 * Parses a text, which may break off anywhere, up to the start tag of the first element that `isLast` picks.
 * @throws CutError as {@link parseXml} does, for what comes before
 */
export function parseStart(
  text: string,
  isLast: (element: XmlElement) => boolean,
  limits: Partial<XmlLimits> = {},
): XmlStart {
  const builder = new TreeBuilder(text, limits, isLast);
  try {
    builder.parser.write(text);
  } catch (error) {
    if (error === FOUND) return { root: builder.root, found: true };
    throw malformed(error);
  }
  return { root: builder.root, found: false };
}

/** Thrown to stop parsing; the same one always, since to trace a stack takes longer than to parse the start of a message. */
const FOUND = new Error('found');

/** What a document says about XML 1.1 is overruled: SOAP is XML 1.0, and libxml2 reads nothing else. */
const PARSER_OPTIONS = { xmlns: true, position: true, defaultXMLVersion: '1.0', forceXMLVersion: true } as const;

class TreeBuilder {
  readonly parser = new SaxesParser(PARSER_OPTIONS);
  readonly #text: string;
  readonly #limits: XmlLimits;
  readonly #isLast: ((element: XmlElement) => boolean) | undefined;
  #root: XmlElement | undefined;
  #current: XmlElement | undefined;
  #depth = 0;
  #elements = 0;
  #attributes = 0;
  #allAttributes = 0;
  #declarations = 0;

  /** Six handlers: with eight of them, V8 makes the parser a dictionary and everything takes five times as long. */
  constructor(text: string, limits: Partial<XmlLimits>, isLast?: (element: XmlElement) => boolean) {
    this.#text = text;
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
    this.#isLast = isLast;
    this.parser.on('attribute', () => this.#countAttribute());
    this.parser.on('opentag', (tag) => this.#open(tag));
    this.parser.on('closetag', () => this.#close());
    this.parser.on('text', (data) => this.#addText(data));
    this.parser.on('cdata', (data) => this.#addText(data));
    this.parser.on('doctype', () => refuseDoctype(this.parser.line));
  }

  get root(): XmlElement | undefined {
    return this.#root;
  }

  #countAttribute(): void {
    this.#attributes += 1;
    this.#allAttributes += 1;
    if (this.#allAttributes > this.#limits.allAttributes) {
      this.#refuseAmount(`it has more than ${this.#limits.allAttributes} attributes`);
    }
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
    else this.#current.append(element);
    this.#current = element;
    if (this.#attributes > 0) this.#countDeclarations(element);
    this.#attributes = 0;
    if (this.#isLast?.(element)) throw FOUND;
  }

  #countDeclarations({ declarations }: XmlElement): void {
    this.#declarations += Object.keys(declarations).length;
    if (this.#declarations > this.#limits.declarations) {
      this.#refuseAmount(`more than ${this.#limits.declarations} namespace declarations are in scope`);
    }
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
    if (this.#current.declarations !== NO_DECLARATIONS) {
      this.#declarations -= Object.keys(this.#current.declarations).length;
    }
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
  for (const { uri, local, name, value } of Object.values(tag.attributes)) {
    if (uri !== XMLNS) attributes.push({ namespace: uri, name: local, qualifiedName: name, value });
  }
  return attributes;
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
