import { expect } from 'chai';
import type { SampleRequest } from '../../src/contract/samples/sample-requests.ts';
import type { Instance } from '../../src/model/instance.ts';
import type { WorkflowProcess } from '../../src/model/model.ts';

/** An element as SOAP clients take and give it: content by name, repeated elements as a list. */
export interface SoapElement {
  [name: string]: SoapValue | null | undefined;
}
type SoapValue = string | SoapElement | SoapElement[] | Readonly<Record<string, string>>;

/** How a client wants the attributes of an element, as a part of it. */
export type AttributeStyle = (values: Readonly<Record<string, string>>) => SoapElement;

/** The arguments of a sample request. */
export function inputOf(
  { integrationObject: { tag, root } }: WorkflowProcess,
  { rowId, instances }: SampleRequest,
  attributes: AttributeStyle,
): SoapElement {
  if (rowId !== undefined) return { Object_spcId: rowId };
  const roots = instances?.roots ?? [];
  return { [tag]: { [root.tag]: roots.map((instance) => elementOf(instance, attributes)) } };
}

function elementOf({ component, values, children, primary }: Instance, attributes: AttributeStyle): SoapElement {
  const element = primary === true ? attributes({ IsPrimaryMVG: 'Y' }) : {};
  for (const { tag, type, ordinal } of component.fields) {
    const value = values[ordinal];
    if (typeof value === 'string') element[tag] = type.format(value, 'siebel');
  }
  component.children.forEach((child, ordinal) => {
    const group = children[ordinal];
    if (group === undefined) return;
    element[child.containerTag] = { [child.tag]: group.map((instance) => elementOf(instance, attributes)) };
  });
  return element;
}

/** The root instances in an answer. */
export function rootsOf({ integrationObject: { tag, root } }: WorkflowProcess, output: SoapElement): SoapElement[] {
  return elementsIn(output[tag], root.tag);
}

function elementsIn(list: SoapElement[string], tag: string): SoapElement[] {
  if (typeof list !== 'object' || list === null || Array.isArray(list)) return [];
  const elements = list[tag];
  return Array.isArray(elements) ? elements : [];
}

/** Expects every value of `sent` in `found`. */
export function expectSame(sent: Instance, found: SoapElement | undefined, path: string): void {
  const { component } = sent;
  for (const { name, tag, type, ordinal } of component.fields) {
    const value = sent.values[ordinal];
    if (typeof value === 'string') expect(found?.[tag], `${path}.${name}`).to.equal(type.format(value, 'siebel'));
  }
  sent.children.forEach((group, ordinal) => {
    const child = component.children[ordinal];
    const [instance] = group ?? [];
    if (child === undefined || instance === undefined) return;
    const [element] = elementsIn(found?.[child.containerTag], child.tag);
    expectSame(instance, element, `${path} / ${child.name}`);
  });
}
