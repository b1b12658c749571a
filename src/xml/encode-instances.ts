import type { DataType, DateFormat } from '../model/data-types/data-type.ts';
import type { Instance, InstanceList } from '../model/instance.ts';
import type { Component, IntegrationObject } from '../model/model.ts';
import { escapeAttribute, escapeText } from './escape.ts';

export interface EncoderOptions {
  readonly dates: DateFormat;
}

const MESSAGE_END = '</SiebelMessage>\n';

/**
 * Writes instances of one integration object as XML. Absent fields and containers are left out, null fields and containers without instances are
 * empty elements, as Siebel writes them (siebel-eai, 1.7).
 */
export class MessageEncoder {
  readonly #list: ContainerTags;
  readonly #dates: DateFormat;
  readonly #objectName: string;

  constructor(object: IntegrationObject, { dates }: EncoderOptions) {
    const start = `<${object.tag} xmlns="${escapeAttribute(object.namespace)}"`;
    const component = tagsOf(object.root, new Map());
    this.#list = { open: `${start}>`, close: `</${object.tag}>`, empty: `${start}/>`, component };
    this.#dates = dates;
    this.#objectName = escapeAttribute(object.name);
  }

  /** The list element, which declares the namespace of the integration object as its default. */
  encode({ roots }: InstanceList): string {
    return encodeList(roots, this.#list, this.#dates);
  }

  /** A document with the envelope of file, HTTP and queue transports (siebel-eai, 1.2 and 1.3). */
  encodeDocument(list: InstanceList, { messageId = '' }: { readonly messageId?: string } = {}): string {
    return `${this.#messageStart(messageId)}${this.encode(list)}${MESSAGE_END}`;
  }

  /** The same document with any number of instances, in pieces: a line for each instance. */
  async *encodePages(pages: AsyncIterable<InstanceList>): AsyncGenerator<string> {
    const { open, close, component } = this.#list;
    yield `${this.#messageStart('')}\n${open}\n`;
    for await (const { roots } of pages) {
      yield roots.map((root) => `${encodeInstance(root, component, this.#dates)}\n`).join('');
    }
    yield close + MESSAGE_END;
  }

  #messageStart(messageId: string): string {
    return (
      `<?xml version="1.0" encoding="UTF-8"?>\n<?Siebel-Property-Set EscapeNames="false"?>\n` +
      `<SiebelMessage MessageId="${escapeAttribute(messageId)}" MessageType="Integration Object"` +
      ` IntObjectName="${this.#objectName}" IntObjectFormat="Siebel Hierarchical">`
    );
  }
}

/** The tags of a component, put together once at start. */
interface ComponentTags {
  /** Start tag without its `>`. */
  readonly open: string;
  readonly close: string;
  /** By `Field.ordinal`. */
  readonly fields: readonly FieldTags[];
  /** By position in `Component.children`. */
  readonly containers: readonly ContainerTags[];
}

interface Tags {
  readonly open: string;
  readonly close: string;
  /** Empty-element tag. */
  readonly empty: string;
}

interface FieldTags extends Tags {
  readonly format: DataType['format'];
}

interface ContainerTags extends Tags {
  readonly component: ComponentTags;
}

/** @param known those that have been made or begun: a component that nests is a child of its own */
function tagsOf(component: Component, known: Map<Component, ComponentTags>): ComponentTags {
  const made = known.get(component);
  if (made !== undefined) return made;

  const containers: ContainerTags[] = [];
  const fields = component.fields.map(({ tag, type }) => ({ ...elementTags(tag), format: type.format }));
  const tags = { open: `<${component.tag}`, close: `</${component.tag}>`, fields, containers };
  known.set(component, tags);
  for (const child of component.children) {
    containers.push({ ...elementTags(child.containerTag), component: tagsOf(child, known) });
  }
  return tags;
}

function elementTags(tag: string): Tags {
  return { open: `<${tag}>`, close: `</${tag}>`, empty: `<${tag}/>` };
}

function encodeList(
  instances: readonly Instance[],
  { open, close, empty, component }: ContainerTags,
  dates: DateFormat,
): string {
  if (instances.length === 0) return empty;
  let xml = open;
  for (const instance of instances) xml += encodeInstance(instance, component, dates);
  return xml + close;
}

/** Counting loops: iterators over so many absent values take longer than all the rest. */
function encodeInstance(
  { values, children, operation, primary }: Instance,
  tags: ComponentTags,
  dates: DateFormat,
): string {
  const { open, close, fields, containers } = tags;
  let xml = open;
  if (operation !== undefined) xml += ` operation="${escapeAttribute(operation)}"`;
  if (primary !== undefined) xml += primary ? ' IsPrimaryMVG="Y"' : ' IsPrimaryMVG="N"';
  xml += '>';
  for (let ordinal = 0; ordinal < fields.length; ordinal += 1) {
    const value = values[ordinal];
    const field = fields[ordinal];
    if (value === undefined || field === undefined) continue;
    xml += value === null ? field.empty : field.open + escapeText(field.format(value, dates)) + field.close;
  }
  for (let index = 0; index < containers.length; index += 1) {
    const group = children[index];
    const container = containers[index];
    if (group !== undefined && container !== undefined) xml += encodeList(group, container, dates);
  }
  return xml + close;
}
