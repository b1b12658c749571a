import { CutError } from '../errors/cut-error.ts';
import type { InstanceList } from '../model/instance.ts';
import type { IntegrationObject } from '../model/model.ts';
import { slotsOf } from './component-slots.ts';
import { decodeInstances } from './decode-instances.ts';
import { elementAt, type XmlElement } from './element.ts';
import { findPayload, type Payload } from './find-payload.ts';
import { MessageParser, type Way, type WayStatistics } from './message-parser.ts';
import { parseXml, type XmlStart } from './parse-xml.ts';
import { isNamespaceOf, payloadDocument } from './payload.ts';
import type { SchemaProblem } from './schema-problem.ts';
import type { SchemaValidator } from './schema-validator.ts';
import { shorten } from './shorten.ts';
import type { XmlLimits } from './xml-limits.ts';

/** What came in a `SiebelMessage` document. */
export interface DecodedDocument extends InstanceList {
  readonly messageId?: string;
}

export interface DecoderOptions {
  /** `general` leaves every message to libxml2; for comparisons. */
  readonly way?: Way;
}

/**
 * Turns messages into instances. The general way: validated by libxml2 against the XSD of the integration object, and bound by the model; both
 * must accept. The compiled way reads ordinary messages in one pass, with the same result, and leaves everything else to the general way.
 */
export class MessageDecoder {
  readonly #objects: readonly IntegrationObject[];
  readonly #validator: Pick<SchemaValidator, 'validate'>;
  readonly #parser: MessageParser;

  /** @param validator with the schema that `contract` makes of each of `objects` */
  constructor(
    objects: Iterable<IntegrationObject>,
    validator: Pick<SchemaValidator, 'validate'>,
    { way = 'compiled' }: DecoderOptions = {},
  ) {
    this.#objects = [...objects];
    this.#validator = validator;
    this.#parser = new MessageParser(this.#objects, way);
    for (const object of this.#objects) for (const component of object.components.values()) slotsOf(component);
  }

  /**
   * Parses a message as `parseXml` does, for `decodePayload`: list elements that can be are decoded on the way, and have no content in the tree.
   * @throws CutError as `parseXml` does
   */
  parse(text: string): XmlElement {
    return this.#parser.parse(text);
  }

  /** As the function of this name does. */
  parseStart(text: string, isLast: (element: XmlElement) => boolean, limits?: Partial<XmlLimits>): XmlStart {
    return this.#parser.parseStart(text, isLast, limits);
  }

  /** How many messages took which way since the start. */
  statistics(): WayStatistics {
    return this.#parser.statistics();
  }

  /**
   * @param text the message that `list` was parsed from
   * @param list the list element of `object`
   * @param firstLine number of the first line of the text
   * @throws CutError WRONG_INTEGRATION_OBJECT, or all mistakes together, those of the schema as UNKNOWN_ELEMENT, VALUE_TYPE and INVALID_MESSAGE
   */
  decodePayload(text: string, list: XmlElement, object: IntegrationObject, firstLine = 1): InstanceList {
    checkObject(list, object);
    if (list.decoded?.integrationObject === object) return list.decoded;
    return this.#decodeGenerally(text, list, object, firstLine);
  }

  #decodeGenerally(text: string, parsed: XmlElement, object: IntegrationObject, firstLine: number): InstanceList {
    const list = withContent(text, parsed, firstLine);
    const found = this.#validator.validate(object.name, payloadDocument(text, list, object.namespace));
    const problems = found.map((problem) => ({ ...problem, line: problem.line && problem.line + firstLine - 1 }));
    const decoded = decodeInstances(list, object);
    const mistakes = 'errors' in decoded ? decoded.errors : [];
    if ('result' in decoded && problems.length === 0) return decoded.result;
    throw CutError.of(explain(problems, mistakes, object));
  }

  /**
   * The same for an example to query by. Its values are query syntax, which the XSD, made for records, would refuse; its structure is checked by the
   * binding alone.
   */
  decodeExample(text: string, list: XmlElement, object: IntegrationObject): InstanceList {
    checkObject(list, object);
    const decoded = decodeInstances(withContent(text, list), object, 'example');
    if ('errors' in decoded) throw CutError.of(decoded.errors);
    return decoded.result;
  }

  /**
   * Decodes a document: a list element, in a `SiebelMessage` envelope or not (siebel-eai, 1.1 to 1.3).
   * @param expected the integration object that it must hold; any, when left out
   * @param firstLine line on which the text begins in what it was cut out of
   * @throws CutError as `parseXml` and `decodePayload` do
   */
  decodeDocument(text: string, expected?: IntegrationObject, firstLine = 1): DecodedDocument {
    const root = this.#parser.parse(text, firstLine);
    const payload = findPayload(root);
    if (payload === undefined) {
      const problem = `${shorten(root.name)} does not hold one integration object`;
      throw new CutError('INVALID_MESSAGE', { problem }, { location: { line: root.line } });
    }
    const object = this.#objectOf(payload, expected);
    const list = this.decodePayload(text, payload.list, object, firstLine);
    return payload.messageId === undefined ? list : { ...list, messageId: payload.messageId };
  }

  #objectOf({ list, objectName }: Payload, expected: IntegrationObject | undefined): IntegrationObject {
    const candidates = this.#objects.filter(
      (object) => object.tag === list.name && isNamespaceOf(object, list.namespace),
    );
    const object = candidates.find(({ name }) => objectName === undefined || name === objectName);
    if (object !== undefined && (expected === undefined || object === expected)) return object;
    throw wrongObject(expected ?? this.#objects.find(({ name }) => name === objectName), list);
  }
}

/** The same element with what it holds. */
function withContent(text: string, list: XmlElement, firstLine = 1): XmlElement {
  if (list.decoded === undefined) return list;
  const element = elementAt(parseXml(text, {}, firstLine), list.start);
  if (element === undefined) throw new RangeError('the element is not part of this message');
  return element;
}

function checkObject(list: XmlElement, object: IntegrationObject): void {
  if (list.name !== object.tag || !isNamespaceOf(object, list.namespace)) throw wrongObject(object, list);
}

function wrongObject(expected: IntegrationObject | undefined, list: XmlElement): CutError {
  const parameters = {
    expected:
      expected === undefined
        ? 'the list element of an integration object'
        : `'${qualified(expected.tag, expected.namespace)}'`,
    found: qualified(list.name, list.namespace),
    hint: '',
  };
  return new CutError('WRONG_INTEGRATION_OBJECT', parameters, { location: { line: list.line } });
}

function qualified(name: string, namespace: string): string {
  return namespace === '' ? shorten(name) : `{${shorten(namespace)}}${shorten(name)}`;
}

/** Our own errors know more; what the schema says is added for the lines that they leave out. */
function explain(
  problems: readonly SchemaProblem[],
  mistakes: readonly CutError[],
  object: IntegrationObject,
): readonly CutError[] {
  const explained = new Set(mistakes.map(({ location }) => location.line));
  const others = problems.filter(({ line }) => !explained.has(line)).map((problem) => schemaError(problem, object));
  return [...mistakes, ...others].sort((a, b) => (a.location.line ?? 0) - (b.location.line ?? 0));
}

function schemaError({ kind, element, line, text }: SchemaProblem, object: IntegrationObject): CutError {
  if (kind === 'unknown-element') {
    return new CutError(
      'UNKNOWN_ELEMENT',
      { element, parent: object.tag, hint: '' },
      { location: { field: element, line } },
    );
  }
  const location = { ...(kind === 'value' ? { field: element } : {}), ...(line > 0 ? { line } : {}) };
  return new CutError('INVALID_MESSAGE', { problem: text }, { location });
}
