import type { DateFormat } from '../model/data-types/data-type.ts';
import type { Instance, InstanceList } from '../model/instance.ts';
import type { Component, Field, IntegrationObject } from '../model/model.ts';
import { escapeAttribute, escapeText } from './escape.ts';

export interface EncoderOptions {
  readonly dates: DateFormat;
}

/**
 * Writes instances of one integration object as XML. Absent fields and containers are left out, null fields and containers without instances are
 * empty elements, as Siebel writes them (siebel-eai, 1.7).
 */
export class MessageEncoder {
  readonly #encodeRoot: (instance: Instance) => string;
  readonly #emptyList: string;
  readonly #open: string;
  readonly #close: string;
  readonly #objectName: string;

  constructor(object: IntegrationObject, { dates }: EncoderOptions) {
    const start = `<${object.tag} xmlns="${escapeAttribute(object.namespace)}"`;
    this.#emptyList = `${start}/>`;
    this.#open = `${start}>`;
    this.#close = `</${object.tag}>`;
    this.#objectName = escapeAttribute(object.name);
    this.#encodeRoot = new ComponentCompiler(dates).compile(object.root);
  }

  /** The list element, which declares the namespace of the integration object as its default. */
  encode({ roots }: InstanceList): string {
    return encodeAll(roots, this.#encodeRoot, this.#open, this.#close, this.#emptyList);
  }

  /** A document with the envelope of file, HTTP and queue transports (siebel-eai, 1.2 and 1.3). */
  encodeDocument(list: InstanceList, { messageId = '' }: { readonly messageId?: string } = {}): string {
    return (
      `<?xml version="1.0" encoding="UTF-8"?>\n<?Siebel-Property-Set EscapeNames="false"?>\n` +
      `<SiebelMessage MessageId="${escapeAttribute(messageId)}" MessageType="Integration Object"` +
      ` IntObjectName="${this.#objectName}" IntObjectFormat="Siebel Hierarchical">` +
      `${this.encode(list)}</SiebelMessage>\n`
    );
  }
}

type EncodeInstance = (instance: Instance) => string;

function encodeAll(
  instances: readonly Instance[],
  encodeInstance: EncodeInstance,
  open: string,
  close: string,
  empty: string,
): string {
  if (instances.length === 0) return empty;
  let xml = open;
  for (const instance of instances) xml += encodeInstance(instance);
  return xml + close;
}

/** Makes one function per component, with all the tags at hand. */
class ComponentCompiler {
  readonly #dates: DateFormat;
  readonly #compiled = new Map<Component, EncodeInstance>();

  constructor(dates: DateFormat) {
    this.#dates = dates;
  }

  compile(component: Component): EncodeInstance {
    const known = this.#compiled.get(component);
    if (known !== undefined) return known;

    const start = `<${component.tag}`;
    const close = `</${component.tag}>`;
    const fields = component.fields.map((field) => this.#compileField(field));
    const containers: ((instances: readonly Instance[]) => string)[] = [];
    const encodeInstance: EncodeInstance = (instance) => {
      let xml = `${start}${encodeAttributes(instance)}>`;
      for (const [ordinal, encodeField] of fields.entries()) xml += encodeField(instance.values[ordinal]);
      for (const [index, encodeContainer] of containers.entries()) {
        const children = instance.children[index];
        if (children !== undefined) xml += encodeContainer(children);
      }
      return xml + close;
    };
    // Known before its children are compiled: a component that nests is a child of its own.
    this.#compiled.set(component, encodeInstance);
    for (const child of component.children) containers.push(this.#compileContainer(child));
    return encodeInstance;
  }

  #compileField({ tag, type }: Field): (value: string | null | undefined) => string {
    const dates = this.#dates;
    const open = `<${tag}>`;
    const close = `</${tag}>`;
    const empty = `<${tag}/>`;
    return (value) => {
      if (value === undefined) return '';
      return value === null ? empty : open + escapeText(type.format(value, dates)) + close;
    };
  }

  #compileContainer(component: Component): (instances: readonly Instance[]) => string {
    const encodeInstance = this.compile(component);
    const tag = component.containerTag;
    return (instances) => encodeAll(instances, encodeInstance, `<${tag}>`, `</${tag}>`, `<${tag}/>`);
  }
}

function encodeAttributes({ operation, primary }: Instance): string {
  const operationAttribute = operation === undefined ? '' : ` operation="${escapeAttribute(operation)}"`;
  return primary === undefined ? operationAttribute : `${operationAttribute} IsPrimaryMVG="${primary ? 'Y' : 'N'}"`;
}
