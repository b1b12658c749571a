import { SERVICE_NAMESPACE } from '../contract/namespaces.ts';
import { CutError } from '../errors/cut-error.ts';
import type { InstanceList } from '../model/instance.ts';
import type { IntegrationObject, ProcessProperty } from '../model/model.ts';
import type { PropertyValue } from '../workflow/process-runner.ts';
import type { XmlElement } from '../xml/element.ts';
import { findPayload } from '../xml/find-payload.ts';
import { shorten } from '../xml/shorten.ts';
import type { Operation } from './operation.ts';

/** Binds and validates a list element. */
export interface PayloadDecoder {
  /** @throws CutError with everything that is wrong with it */
  decodePayload(text: string, listElement: XmlElement, object: IntegrationObject): InstanceList;
  /**
   * The same for an example to query by: its structure is validated, its values are bound as they are.
   * @throws CutError with everything that is wrong with it
   */
  decodeExample(text: string, listElement: XmlElement, object: IntegrationObject): InstanceList;
}

/** Wrong arguments that are reported; there may be any number of them. */
const MOST_REPORTED = 20;

/**
 * The process properties in a call's wrapper, in any order, with or without the service's namespace (siebel-eai, 2.2). An empty string
 * property is sent as an empty string. What is only answered is ignored when it is sent, since tools that fill in every field send it
 * too.
 *
 * @param text the message that `wrapper` was parsed from
 * @throws CutError UNKNOWN_ARGUMENT, INVALID_MESSAGE, WRONG_INTEGRATION_OBJECT, all of them at once; then what the decoder finds
 */
export function readArguments(
  text: string,
  wrapper: XmlElement,
  operation: Operation,
  decoder: PayloadDecoder,
): ReadonlyMap<string, PropertyValue> {
  const { found, errors } = assign(wrapper, operation);
  if (errors.length > 0) throw CutError.of(errors);

  const values = new Map<string, PropertyValue>();
  for (const [{ name, type }, element] of found) {
    values.set(name, type === 'string' ? element.text.trim() : readPayload(text, element, operation, decoder));
  }
  return values;
}

function readPayload(
  text: string,
  list: XmlElement,
  { process: { integrationObject }, payloadIsExample }: Operation,
  decoder: PayloadDecoder,
): InstanceList {
  return payloadIsExample
    ? decoder.decodeExample(text, list, integrationObject)
    : decoder.decodePayload(text, list, integrationObject);
}

interface Assigned {
  readonly found: ReadonlyMap<ProcessProperty, XmlElement>;
  readonly errors: readonly CutError[];
}

function assign(wrapper: XmlElement, operation: Operation): Assigned {
  const found = new Map<ProcessProperty, XmlElement>();
  const errors: CutError[] = [];
  for (const child of wrapper.children) {
    if (errors.length === MOST_REPORTED) break;
    const result = recognize(child, operation);
    if (result instanceof CutError) errors.push(result);
    else if (result !== undefined && found.has(result.property))
      errors.push(invalid(`'${child.name}' is sent twice`, child));
    else if (result !== undefined) found.set(result.property, result.element);
  }
  return { found, errors };
}

/**
 * The property that an element of the wrapper carries, and the element with its value; an error; or undefined for what is passed over.
 */
function recognize(
  element: XmlElement,
  operation: Operation,
): { property: ProcessProperty; element: XmlElement } | CutError | undefined {
  const { payload } = operation;
  if (payload !== undefined && element.name === payload.tag) return { property: payload, element };
  if (isPart(element)) {
    const property = operation.inputs.get(element.name);
    if (property !== undefined) return asString(property, element);
    if (operation.ignored.has(element.name)) return undefined;
    if (payload !== undefined && operation.payloadWrappers.has(element.name)) return unwrap(payload, element);
  }
  const isList = element.name.startsWith('ListOf');
  if (payload !== undefined && isList) return wrongObject(payload, element);
  return unknownArgument(element, operation);
}

/** Qualified in document style, unqualified in rpc style; both are read in both. */
function isPart({ namespace }: XmlElement): boolean {
  return namespace === SERVICE_NAMESPACE || namespace === '';
}

function asString(property: ProcessProperty, element: XmlElement) {
  const [child] = element.children;
  if (child === undefined) return { property, element };
  return invalid(`'${element.name}' takes text, and holds element '${child.name}'`, child);
}

/**
 * An empty `SiebelMessage` is what tools send for one that was not filled in. Inside the argument there may be a whole `SiebelMessage`
 * document, with a namespace or without.
 */
function unwrap(property: ProcessProperty, element: XmlElement) {
  const [inner, more] = element.children;
  if (inner === undefined) return undefined;
  if (more !== undefined) return invalid(`'${element.name}' holds more than one element`, more);
  const list = findPayload(inner)?.list;
  if (list === undefined) return invalid(`'${inner.name}' does not hold one integration object`, inner);
  return list.name === property.tag ? { property, element: list } : wrongObject(property, list);
}

function wrongObject({ tag }: ProcessProperty, { name, line }: XmlElement): CutError {
  return new CutError(
    'WRONG_INTEGRATION_OBJECT',
    { expected: `'${tag}'`, found: name, hint: '' },
    { location: { line, allowed: [tag] } },
  );
}

function unknownArgument({ name, line }: XmlElement, { process, inputs }: Operation): CutError {
  const parameters = { operation: process.operation, argument: name };
  const location = { argument: shorten(name), line, allowed: [...inputs.keys()] };
  return new CutError('UNKNOWN_ARGUMENT', parameters, { location });
}

function invalid(problem: string, { line }: XmlElement): CutError {
  return new CutError('INVALID_MESSAGE', { problem }, { location: { line } });
}
