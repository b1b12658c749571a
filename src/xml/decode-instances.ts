import type { ErrorLocation } from '../errors/cut-error.ts';
import { suggestion } from '../errors/near-names.ts';
import { createInstance, type Instance, type InstanceList } from '../model/instance.ts';
import type { Component, Field, IntegrationObject } from '../model/model.ts';
import { type Slot, slotsOf } from './component-slots.ts';
import type { XmlElement } from './element.ts';
import { Mistakes, type Outcome } from './mistakes.ts';
import { shorten } from './shorten.ts';

/**
 * Binds a list element (`ListOf...`) to instances: values in canonical form, empty elements to null. Read-only fields are bound too; what to
 * do with them is the adapter's decision. All elements must be in the namespace of the list element; attributes in foreign namespaces are ignored.
 * Mistakes, all of them: UNKNOWN_ELEMENT, VALUE_TYPE, INVALID_MESSAGE (text between elements, an element that occurs twice).
 */
export function decodeInstances(
  list: XmlElement,
  object: IntegrationObject,
  kind: InstanceKind = 'record',
): Outcome<InstanceList> {
  return Mistakes.collect((mistakes) => {
    const binder = new Binder(list.namespace, object.namespace, kind, mistakes);
    return { integrationObject: object, roots: binder.bindList(list, object.root, '') };
  });
}

/** What the values of instances are: those of a record, of the type and length of their fields; or, in an example, query syntax, which is bound as it is. */
export type InstanceKind = 'record' | 'example';

/** UTF-16 code units of a search specification, or of a value in an example. */
export const LONGEST_QUERY = 4000;

/** An instance while it is filled, with what messages say about its place: `2 of Account 1`. */
interface Target {
  readonly instance: Instance;
  readonly place: string;
}

/** Unknown elements for which a near name is looked for; comparing names takes time, and a message can have any number of them. */
const MOST_SUGGESTIONS = 10;

class Binder {
  readonly #namespace: string;
  readonly #objectNamespace: string;
  readonly #parse: (field: Field, text: string) => string | undefined;
  readonly #expectation: (field: Field) => string;
  readonly #mistakes: Mistakes;
  #suggestions = 0;

  constructor(namespace: string, objectNamespace: string, kind: InstanceKind, mistakes: Mistakes) {
    this.#namespace = namespace;
    this.#objectNamespace = objectNamespace;
    this.#parse = kind === 'example' ? parseQuery : parseValue;
    this.#expectation = kind === 'example' ? () => QUERY_EXPECTATION : expectation;
    this.#mistakes = mistakes;
  }

  bindList(list: XmlElement, component: Component, parentPlace: string): Instance[] {
    const location = { component: component.name };
    this.#refuseText(list, location);
    this.#refuseAttributes(list, location);
    const instances: Instance[] = [];
    for (const element of list.children) {
      if (element.name !== component.tag || element.namespace !== this.#namespace) {
        this.#refuseElement(element, list, location, [component.tag]);
        continue;
      }
      const place = `${instances.length + 1}${parentPlace}`;
      instances.push(this.#bindInstance(element, component, place));
    }
    return instances;
  }

  #bindInstance(element: XmlElement, component: Component, place: string): Instance {
    const target = { instance: this.#createInstance(element, component), place };
    this.#refuseText(element, locationOf(target));
    if (element.attributes.length > 0) this.#bindAttributes(element, target);
    const slots = slotsOf(component);
    for (const child of element.children) {
      const slot = child.namespace === this.#namespace ? slots.get(child.name) : undefined;
      if (slot === undefined) this.#refuseElement(child, element, locationOf(target), slots.keys());
      else this.#bindSlot(child, slot, target);
    }
    return target.instance;
  }

  #createInstance(element: XmlElement, component: Component): Instance {
    const instance = createInstance(component, element.line);
    const isOf = (child: XmlElement, { tag }: Field): boolean =>
      child.name === tag && child.namespace === this.#namespace;
    instance.start = element.start;
    instance.fieldLine = (field) => element.children.find((child) => isOf(child, field))?.line;
    return instance;
  }

  #bindSlot(element: XmlElement, slot: Slot, target: Target): void {
    const { values, children } = target.instance;
    if (slot.kind === 'field') {
      const { ordinal, name } = slot.field;
      if (values[ordinal] !== undefined) this.#refuseTwice(element, { ...locationOf(target), field: name });
      else values[ordinal] = this.#bindValue(element, slot.field, target);
    } else if (children[slot.index] !== undefined) {
      this.#refuseTwice(element, locationOf(target));
    } else {
      const place = ` of ${target.instance.component.name} ${target.place}`;
      children[slot.index] = this.bindList(element, slot.component, place);
    }
  }

  #bindValue(element: XmlElement, field: Field, target: Target): string | null {
    for (const child of element.children) this.#refuseElement(child, element, fieldLocation(target, field), []);
    if (element.attributes.length > 0) this.#refuseAttributes(element, fieldLocation(target, field));
    const { text } = element;
    if (text === '') return null;
    const value = this.#parse(field, text);
    if (value === undefined) this.#refuseValue(text, field.name, this.#expectation(field), element.line, target);
    return value ?? null;
  }

  #bindAttributes(element: XmlElement, target: Target): void {
    for (const { namespace, name, value } of element.attributes) {
      if (this.#isForeign(namespace)) continue;
      const kind = namespace === '' ? COMPONENT_ATTRIBUTES.get(name) : undefined;
      if (kind === 'operation') this.#bindOperation(value, element, target);
      else if (kind === 'primary') this.#bindPrimary(value, element, target);
      else if (kind === 'searchspec') this.#bindSearchSpec(value, element, target);
      else if (kind === undefined) this.#refuseAttribute(name, element, locationOf(target));
    }
  }

  #bindOperation(value: string, element: XmlElement, { instance, place }: Target): void {
    if (value === '') return;
    if (instance.operation !== undefined)
      this.#refuseTwice(element, locationOf({ instance, place }), 'attribute operation');
    instance.operation = value;
  }

  #bindSearchSpec(value: string, element: XmlElement, target: Target): void {
    if (value === '') return;
    if (target.instance.searchSpec !== undefined)
      this.#refuseTwice(element, locationOf(target), 'attribute searchspec');
    if (value.length > LONGEST_QUERY) this.#refuseValue(value, 'searchspec', QUERY_EXPECTATION, element.line, target);
    target.instance.searchSpec = value;
  }

  #bindPrimary(value: string, element: XmlElement, target: Target): void {
    if (value === 'Y' || value === 'N') target.instance.primary = value === 'Y';
    else if (value !== '') this.#refuseValue(value, 'IsPrimaryMVG', 'Y or N', element.line, target);
  }

  #isForeign(attributeNamespace: string): boolean {
    return attributeNamespace !== '' && attributeNamespace !== this.#objectNamespace;
  }

  #refuseAttributes(element: XmlElement, location: ErrorLocation): void {
    for (const { namespace, name } of element.attributes) {
      if (!this.#isForeign(namespace)) this.#refuseAttribute(name, element, location);
    }
  }

  #refuseAttribute(name: string, element: XmlElement, location: ErrorLocation): void {
    const parameters = { element: `@${shorten(name)}`, parent: element.name, hint: '' };
    this.#mistakes.report('UNKNOWN_ELEMENT', parameters, { ...location, line: element.line });
  }

  /** @param known tags that may stand there */
  #refuseElement(element: XmlElement, parent: XmlElement, location: ErrorLocation, known: Iterable<string>): void {
    const isOurs = element.namespace === this.#namespace;
    const name = shorten(isOurs ? element.name : `{${element.namespace}}${element.name}`);
    const parameters = { element: name, parent: parent.name, hint: isOurs ? this.#suggest(name, known) : '' };
    const field = shorten(element.name);
    this.#mistakes.report('UNKNOWN_ELEMENT', parameters, { field, ...location, line: element.line });
  }

  #suggest(name: string, known: Iterable<string>): string {
    this.#suggestions += 1;
    return this.#suggestions > MOST_SUGGESTIONS ? '' : suggestion(name, known);
  }

  #refuseText({ text, name, line }: XmlElement, location: ErrorLocation): void {
    if (text === '' || !/[^ \t\r\n]/.test(text)) return;
    const problem = `'${shorten(text.trim())}' stands between the elements of ${name}`;
    this.#mistakes.report('INVALID_MESSAGE', { problem }, { ...location, line });
  }

  #refuseTwice({ name, line }: XmlElement, location: ErrorLocation, what = name): void {
    this.#mistakes.report('INVALID_MESSAGE', { problem: `${what} occurs twice in an instance` }, { ...location, line });
  }

  #refuseValue(text: string, field: string, expected: string, line: number, target: Target): void {
    const value = shorten(text);
    this.#mistakes.report('VALUE_TYPE', { value, field, expected }, { ...locationOf(target), field, value, line });
  }
}

/** Both spellings are in use (siebel-eai, 1.6). */
const COMPONENT_ATTRIBUTES: ReadonlyMap<string, 'operation' | 'primary' | 'searchspec'> = new Map([
  ['operation', 'operation'],
  ['Operation', 'operation'],
  ['IsPrimaryMVG', 'primary'],
  ['searchspec', 'searchspec'],
  ['Searchspec', 'searchspec'],
]);

function locationOf({ instance, place }: Target): ErrorLocation {
  return { component: instance.component.name, instance: place, line: instance.line };
}

function fieldLocation(target: Target, { name }: Field): ErrorLocation {
  return { ...locationOf(target), field: name };
}

function parseValue({ type, length }: Field, text: string): string | undefined {
  return length === undefined || text.length <= length ? type.parse(text) : undefined;
}

function parseQuery(_field: Field, text: string): string | undefined {
  return text.length <= LONGEST_QUERY ? text : undefined;
}

const QUERY_EXPECTATION = `a query of at most ${LONGEST_QUERY} characters`;

function expectation({ type, length }: Field): string {
  return length === undefined ? type.expects : `${type.expects}, at most ${length} characters`;
}
