import type { Instance } from '../../model/instance.ts';
import { escapeAttribute, escapeText } from '../../xml/escape.ts';
import type { ContentPart, ElementShape, ExternalObject } from './external-object.ts';

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const NIL = ' xsi:nil="true"';
const DATES = 'iso';

/**
 * Writes a document in a partner's own shape. What is absent is left out. What is empty is left out as well where it may be; else it is nil, or an empty
 * element, whatever the schema allows.
 */
export function encodeExternal(root: Instance, { object, elements, allQualified }: ExternalObject): string {
  const { namespace } = object;
  const isPrefixed = namespace !== '' && !allQualified;
  const writer = new ElementWriter(elements, isPrefixed ? 'p:' : '');
  const body = writer.element(root);
  const declarations = [
    ...(namespace === '' ? [] : [`xmlns${isPrefixed ? ':p' : ''}="${escapeAttribute(namespace)}"`]),
    ...(body.includes(NIL) ? [XSI] : []),
  ];
  const start = /^<[^\s/>]+/.exec(body)?.[0] ?? '';
  const declared = [start, ...declarations].join(' ') + body.slice(start.length);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${declared}\n`;
}

class ElementWriter {
  readonly #elements: ExternalObject['elements'];
  readonly #prefix: string;

  constructor(elements: ExternalObject['elements'], prefix: string) {
    this.#elements = elements;
    this.#prefix = prefix;
  }

  element(instance: Instance): string {
    const shape = this.#elements.get(instance.component);
    if (shape === undefined) throw new RangeError(`${instance.component.name} is no component of this shape`);
    const inner = this.#text(instance, shape) + shape.content.map((part) => this.#part(instance, part)).join('');
    const nil = inner === '' && shape.nillable ? NIL : '';
    return tagged(this.#tag(instance.component.tag, shape.qualified), attributes(instance, shape) + nil, inner);
  }

  #text({ values }: Instance, { text }: ElementShape): string {
    const value = text && values[text.ordinal];
    return value ? escapeText(text.type.format(value, DATES)) : '';
  }

  #part(instance: Instance, part: ContentPart): string {
    if (part.kind === 'component') {
      const index = instance.component.children.indexOf(part.component);
      return (instance.children[index] ?? []).map((child) => this.element(child)).join('');
    }
    const { field, qualified, required, nillable } = part;
    const value = instance.values[field.ordinal];
    const tag = this.#tag(field.tag, qualified);
    if (value) return tagged(tag, '', escapeText(field.type.format(value, DATES)));
    if (value === undefined || (!nillable && !required)) return '';
    return tagged(tag, nillable ? NIL : '', '');
  }

  #tag(tag: string, qualified: boolean): string {
    return qualified ? this.#prefix + tag : tag;
  }
}

function attributes({ values }: Instance, shape: ElementShape): string {
  const written = shape.attributes.map(({ tag, ordinal, type }) => {
    const value = values[ordinal];
    return value ? ` ${tag}="${escapeAttribute(type.format(value, DATES))}"` : '';
  });
  return written.join('');
}

function tagged(tag: string, more: string, inner: string): string {
  return inner === '' ? `<${tag}${more}/>` : `<${tag}${more}>${inner}</${tag}>`;
}
