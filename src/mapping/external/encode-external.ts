import type { Instance } from '../../model/instance.ts';
import { escapeAttribute, escapeText } from '../../xml/escape.ts';
import type { ContentPart, ElementShape, ExternalObject } from './external-object.ts';
import { Prefixes } from './prefixes.ts';

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const NIL = ' xsi:nil="true"';
const DATES = 'iso';

/**
 * Writes a document in a partner's own shape. What is absent is left out. What is empty is left out as well where it may be; else it is nil, or an empty
 * element, whatever the schema allows.
 */
export function encodeExternal(root: Instance, external: ExternalObject): string {
  const prefixes = new Prefixes(external);
  const body = new ElementWriter(external.elements, prefixes).element(root);
  const declarations = [...prefixes.declarations(), ...(body.includes(NIL) ? [XSI] : [])];
  const declared = body.replace(/^<[^\s/>]+/, (start) => [start, ...declarations].join(' '));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${declared}\n`;
}

class ElementWriter {
  readonly #elements: ExternalObject['elements'];
  readonly #prefixes: Prefixes;

  constructor(elements: ExternalObject['elements'], prefixes: Prefixes) {
    this.#elements = elements;
    this.#prefixes = prefixes;
  }

  element(instance: Instance): string {
    const shape = this.#elements.get(instance.component);
    if (shape === undefined) throw new RangeError(`${instance.component.name} is no component of this shape`);
    const inner = this.#text(instance, shape) + shape.content.map((part) => this.#part(instance, part)).join('');
    const nil = inner === '' && shape.nillable ? NIL : '';
    const tag = this.#prefixes.ofElement(shape.namespace) + instance.component.tag;
    return tagged(tag, this.#attributes(instance, shape) + nil, inner);
  }

  #text({ values }: Instance, { text }: ElementShape): string {
    const value = text && values[text.ordinal];
    return value ? escapeText(text.type.format(value, DATES)) : '';
  }

  #attributes({ values }: Instance, shape: ElementShape): string {
    const written = shape.attributes.map(({ field: { tag, ordinal, type }, namespace }) => {
      const value = values[ordinal];
      if (!value) return '';
      return ` ${this.#prefixes.ofAttribute(namespace)}${tag}="${escapeAttribute(type.format(value, DATES))}"`;
    });
    return written.join('');
  }

  #part(instance: Instance, part: ContentPart): string {
    if (part.kind === 'component') {
      const index = instance.component.children.indexOf(part.component);
      return (instance.children[index] ?? []).map((child) => this.element(child)).join('');
    }
    const { field, namespace, required, nillable } = part;
    const value = instance.values[field.ordinal];
    if (!value && (value === undefined || (!nillable && !required))) return '';
    const tag = this.#prefixes.ofElement(namespace) + field.tag;
    if (value) return tagged(tag, '', escapeText(field.type.format(value, DATES)));
    return tagged(tag, nillable ? NIL : '', '');
  }
}

function tagged(tag: string, more: string, inner: string): string {
  return inner === '' ? `<${tag}${more}/>` : `<${tag}${more}>${inner}</${tag}>`;
}
