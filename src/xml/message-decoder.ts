import { CutError } from '../errors/cut-error.ts';
import type { InstanceList } from '../model/instance.ts';
import type { IntegrationObject } from '../model/model.ts';
import { slotsOf } from './component-slots.ts';
import { decodeInstances } from './decode-instances.ts';
import type { XmlElement } from './element.ts';
import { findPayload, type Payload } from './find-payload.ts';
import { parseXml } from './parse-xml.ts';
import { isNamespaceOf, payloadDocument } from './payload.ts';
import type { SchemaProblem } from './schema-problem.ts';
import type { SchemaValidator } from './schema-validator.ts';
import { shorten } from './shorten.ts';

/** What came in a `SiebelMessage` document. */
export interface DecodedDocument extends InstanceList {
  readonly messageId?: string;
}

/** Turns messages into instances: validated by libxml2 against the XSD of the integration object, and bound by the model. Both must accept. */
export class MessageDecoder {
  readonly #objects: readonly IntegrationObject[];
  readonly #validator: SchemaValidator;

  /** @param validator with a schema for each of `objects` */
  constructor(objects: Iterable<IntegrationObject>, validator: SchemaValidator) {
    this.#objects = [...objects];
    this.#validator = validator;
    for (const object of this.#objects) for (const component of object.components.values()) slotsOf(component);
  }

  /**
   * @param text the message that `list` was parsed from
   * @param list the list element of `object`
   * @throws CutError WRONG_INTEGRATION_OBJECT, or all mistakes together, those of the schema as UNKNOWN_ELEMENT, VALUE_TYPE and INVALID_MESSAGE
   */
  decodePayload(text: string, list: XmlElement, object: IntegrationObject): InstanceList {
    if (list.name !== object.tag || !isNamespaceOf(object, list.namespace)) throw wrongObject(object, list);
    const problems = this.#validator.validate(object.name, payloadDocument(text, list, object.namespace));
    const decoded = decodeInstances(list, object);
    const mistakes = 'errors' in decoded ? decoded.errors : [];
    if ('result' in decoded && problems.length === 0) return decoded.result;
    throw CutError.of(explain(problems, mistakes, object));
  }

  /**
   * Decodes a document: a list element, in a `SiebelMessage` envelope or not (siebel-eai, 1.1 to 1.3).
   * @param expected the integration object that it must hold; any, when left out
   * @throws CutError as `parseXml` and `decodePayload` do
   */
  decodeDocument(text: string, expected?: IntegrationObject): DecodedDocument {
    const root = parseXml(text);
    const payload = findPayload(root);
    if (payload === undefined) {
      const problem = `${shorten(root.name)} does not hold one integration object`;
      throw new CutError('INVALID_MESSAGE', { problem }, { location: { line: root.line } });
    }
    const object = this.#objectOf(payload, expected);
    const list = this.decodePayload(text, payload.list, object);
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

function wrongObject(expected: IntegrationObject | undefined, list: XmlElement): CutError {
  const parameters = {
    expected:
      expected === undefined
        ? 'the list element of an integration object'
        : qualified(expected.tag, expected.namespace),
    found: qualified(list.name, list.namespace),
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
