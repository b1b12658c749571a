import { expect } from 'chai';
import { integrationObjectXsd } from '../../../src/contract/integration-object-xsd.ts';
import { CutError } from '../../../src/errors/cut-error.ts';
import type { Instance } from '../../../src/model/instance.ts';
import type { IntegrationObject } from '../../../src/model/model.ts';
import type { XmlElement } from '../../../src/xml/element.ts';
import { MessageDecoder } from '../../../src/xml/message-decoder.ts';
import type { WayStatistics } from '../../../src/xml/message-parser.ts';
import { SchemaValidator } from '../../../src/xml/schema-validator.ts';

/** Reads messages the compiled way and the general way, and compares what comes out. */
export class BothWays {
  readonly #objects: readonly IntegrationObject[];
  readonly #validator: SchemaValidator;
  readonly #compiled: MessageDecoder;
  readonly #general: MessageDecoder;

  constructor(objects: readonly IntegrationObject[]) {
    this.#objects = objects;
    this.#validator = SchemaValidator.create(new Map(objects.map((each) => [each.name, integrationObjectXsd(each)])));
    this.#compiled = new MessageDecoder(objects, this.#validator, { way: 'compiled' });
    this.#general = new MessageDecoder(objects, this.#validator, { way: 'general' });
  }

  /** `compiled`, or the reason why the compiled way stepped aside; throws when what comes out differs. */
  compare(text: string): string {
    const before = this.#compiled.statistics();
    const compiled = this.#read(text, this.#compiled);
    const way = wayTaken(before, this.#compiled.statistics());
    expect(compiled).to.deep.equal(this.#read(text, this.#general));
    return way;
  }

  dispose(): void {
    this.#validator.dispose();
  }

  /** The tree without the content of lists, and what each list holds; or what is wrong. */
  #read(text: string, decoder: MessageDecoder): unknown {
    const decode = (list: XmlElement, object: IntegrationObject) =>
      orErrors(() => decoder.decodePayload(text, list, object).roots.map(plainInstance));
    return orErrors(() => this.#plainElement(decoder.parse(text), decode));
  }

  #plainElement(element: XmlElement, decode: (list: XmlElement, object: IntegrationObject) => unknown): object {
    const { namespace, name, attributes, declarations, line, start, end, text, children } = element;
    const place = { namespace, name, attributes, declarations: { ...declarations }, line, start, end };
    const object = this.#objects.find(({ tag }) => tag === name);
    if (object !== undefined) return { ...place, list: decode(element, object) };
    return { ...place, text, children: children.map((child) => this.#plainElement(child, decode)) };
  }
}

function orErrors(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof CutError) return error.all.map(({ key, message, location }) => ({ key, message, location }));
    throw error;
  }
}

/** With the lines that messages to the caller would name. */
function plainInstance(instance: Instance): object {
  const { component, values, children, fieldLine, ...own } = instance;
  const lines = component.fields.map((field) => (values[field.ordinal] === undefined ? undefined : fieldLine?.(field)));
  return {
    ...own,
    component: component.name,
    values,
    lines,
    children: children.map((group) => group?.map(plainInstance)),
  };
}

function wayTaken(before: WayStatistics, after: WayStatistics): string {
  const reason = Object.entries(after.general).find(
    ([key, count]) => count !== Object.entries(before.general).find(([k]) => k === key)?.[1],
  );
  return reason?.[0] ?? 'compiled';
}
