import { XmlElement } from '../element.ts';
import type { XmlLimits } from '../xml-limits.ts';
import { LESS_THAN, QUESTION_MARK, SLASH } from './characters.ts';
import { Cursor } from './cursor.ts';
import type { ListPlan } from './list-plan.ts';
import { ListReader, type ReaderParts } from './list-reader.ts';
import { NamespaceScope } from './namespace-scope.ts';
import { stepAside } from './step-aside.ts';
import { TagReader } from './tag-reader.ts';

export interface ReaderOptions {
  readonly limits: XmlLimits;
  /** The plan of the list element that this is, if it is one. */
  readonly planOf?: (name: string, namespace: string) => ListPlan | undefined;
  /** Picks the element to stop at. */
  readonly isLast?: (element: XmlElement) => boolean;
}

/**
 * Reads a message of the usual kind into the tree that `parseXml` makes of it, except that the list elements of integration objects are
 * decoded at once, and have no content in the tree.
 * @throws StepAside for everything else
 */
export function readMessage(text: string, options: ReaderOptions, firstLine = 1): XmlElement {
  return new MessageReader(text, options, firstLine).readDocument();
}

/**
 * The same up to the start tag of the first element that `isLast` picks; what comes after it is not looked at.
 * @throws StepAside, also when there is no such element
 */
export function readMessageStart(
  text: string,
  options: ReaderOptions & Required<Pick<ReaderOptions, 'isLast'>>,
): XmlElement {
  return new MessageReader(text, options).readStart();
}

class MessageReader {
  readonly #options: ReaderOptions;
  readonly #parts: ReaderParts;
  #hasFound = false;

  constructor(text: string, options: ReaderOptions, firstLine = 1) {
    const { depth, elements, allAttributes } = options.limits;
    const cursor = new Cursor(text, firstLine);
    const scope = new NamespaceScope();
    const tags = new TagReader(cursor, scope, { elements, attributes: allAttributes });
    this.#options = options;
    this.#parts = { cursor, scope, tags, mostDepth: depth };
  }

  readDocument(): XmlElement {
    const { cursor } = this.#parts;
    this.#skipDeclaration();
    this.#skipOutsideRoot();
    const root = this.#readElement(undefined, 1);
    this.#skipOutsideRoot();
    if (cursor.at !== cursor.text.length) stepAside('markup');
    return root;
  }

  readStart(): XmlElement {
    this.#skipDeclaration();
    this.#skipOutsideRoot();
    const root = this.#readElement(undefined, 1);
    return this.#hasFound ? root : stepAside('markup');
  }

  #skipDeclaration(): void {
    const { cursor } = this.#parts;
    if (cursor.text.startsWith('<?xml')) cursor.pass(DECLARATION.exec(cursor.text)?.[0] ?? stepAside('markup'));
  }

  /** White space, comments, and processing instructions. */
  #skipOutsideRoot(): void {
    const { cursor } = this.#parts;
    cursor.skipBetweenElements();
    while (cursor.peek() === LESS_THAN && cursor.peek(1) === QUESTION_MARK) {
      cursor.skipInstruction();
      cursor.skipBetweenElements();
    }
  }

  #readElement(parent: XmlElement | undefined, depth: number): XmlElement {
    const { cursor, scope, tags, mostDepth } = this.#parts;
    if (depth > mostDepth) stepAside('limit');
    const start = cursor.at;
    const { size } = scope;
    tags.read();
    const { prefix, name, namespace, isEmpty } = tags;
    const element = new XmlElement({
      parent,
      namespace,
      name,
      attributes: tags.attributes,
      declarations: tags.attributeCount === 0 ? NO_DECLARATIONS : scope.declarationsFrom(size),
      line: cursor.line,
      start,
    });
    parent?.append(element);
    this.#hasFound = this.#options.isLast?.(element) === true;
    if (this.#hasFound) return element;

    const plan = this.#options.planOf?.(name, namespace);
    if (plan !== undefined) this.#decode(element, plan, prefix, depth, isEmpty);
    else if (!isEmpty) this.#readContent(element, prefix, depth);
    if (this.#hasFound) return element;

    element.end = cursor.at;
    scope.size = size;
    return element;
  }

  #readContent(element: XmlElement, prefix: string, depth: number): void {
    const { cursor } = this.#parts;
    element.text = cursor.readText();
    while (cursor.peek(1) !== SLASH) {
      this.#readElement(element, depth + 1);
      if (this.#hasFound) return;
      element.text += cursor.readText();
    }
    cursor.passEndTag(prefix, element.name);
  }

  #decode(element: XmlElement, { object, root }: ListPlan, prefix: string, depth: number, isEmpty: boolean): void {
    const reader = new ListReader(this.#parts, element.namespace, object.namespace);
    reader.checkAttributes(element.attributes);
    const roots = isEmpty ? [] : reader.readInstances(root, prefix, element.name, depth);
    element.decoded = { integrationObject: object, roots };
  }
}

const NO_DECLARATIONS: Readonly<Record<string, string>> = Object.freeze(Object.create(null));

/** On one line, which is why no lines are counted. */
const DECLARATION =
  /^<\?xml +version *= *(?:"1\.[0-9]"|'1\.[0-9]')(?: +encoding *= *(?:"[A-Za-z][A-Za-z0-9._-]*"|'[A-Za-z][A-Za-z0-9._-]*'))?(?: +standalone *= *(?:"yes"|"no"|'yes'|'no'))? *\?>/;
