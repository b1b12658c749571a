import type { Component, Field, IntegrationObject } from '../model/model.ts';
import { FieldTypes } from './field-types.ts';
import { node, printXml, type XmlNode } from './xml-writer.ts';

/**
 * The XSD of an integration object, in the shape of Siebel's own (siebel-eai, 2.1) with two differences: fields may come in any order
 * (`xs:all`), and their types say what text they accept. These types are restrictions of `xs:string` without enumerations, so that
 * generated stubs keep plain strings; each accepts the empty string, which stands for null.
 */
export function integrationObjectXsd(object: IntegrationObject): string {
  const components = [...object.components.values()];
  const types = new FieldTypes(takenNames(object, components));
  const content = [
    node('xs:element', { name: object.tag, type: `io:${object.tag}` }),
    listType(object.tag, object.root),
    complexType(`${object.tag}TopElmt`, [
      node('xs:sequence', {}, [node('xs:element', { name: object.tag, type: `io:${object.tag}` })]),
    ]),
    ...components.map((component) => componentType(component, types)),
    ...containedComponents(components).map((component) => listType(component.containerTag, component)),
  ];
  return printXml(
    node(
      'xs:schema',
      {
        'xmlns:xs': 'http://www.w3.org/2001/XMLSchema',
        'xmlns:io': object.namespace,
        targetNamespace: object.namespace,
        elementFormDefault: 'qualified',
        attributeFormDefault: 'unqualified',
      },
      [...content, ...types.declarations()],
    ),
  );
}

/** Complex and simple types share their names' space, so the types of fields keep away from these. */
function takenNames(object: IntegrationObject, components: readonly Component[]): Set<string> {
  return new Set([
    object.tag,
    `${object.tag}TopElmt`,
    ...components.flatMap((component) => [component.tag, component.containerTag]),
  ]);
}

function containedComponents(components: readonly Component[]): readonly Component[] {
  const contained = new Set(components.flatMap((component) => component.children));
  return components.filter((component) => contained.has(component));
}

function listType(name: string, component: Component): XmlNode {
  return complexType(name, [
    node('xs:sequence', {}, [
      node('xs:element', {
        name: component.tag,
        type: `io:${component.tag}`,
        minOccurs: '0',
        maxOccurs: 'unbounded',
      }),
    ]),
  ]);
}

function componentType(component: Component, types: FieldTypes): XmlNode {
  return complexType(component.tag, [
    node('xs:all', {}, [
      ...component.fields.map((field) => fieldElement(field, types)),
      ...component.children.map(({ containerTag }) =>
        node('xs:element', { name: containerTag, type: `io:${containerTag}`, minOccurs: '0' }),
      ),
    ]),
    ...COMPONENT_ATTRIBUTES.map((name) => node('xs:attribute', { name, type: 'xs:string' })),
  ]);
}

/** Both spellings are in use (siebel-eai, 1.6). */
const COMPONENT_ATTRIBUTES = ['IsPrimaryMVG', 'operation', 'Operation', 'searchspec', 'Searchspec'];

function fieldElement(field: Field, types: FieldTypes): XmlNode {
  const remarks = describe(field);
  return node(
    'xs:element',
    { name: field.tag, type: `io:${types.nameFor(field)}`, minOccurs: '0' },
    remarks === '' ? [] : [node('xs:annotation', {}, [node('xs:documentation', {}, remarks)])],
  );
}

function describe(field: Field): string {
  const remarks = [];
  if (field.readOnly) remarks.push('Read-only.');
  if (field.required) remarks.push('Required.');
  if (field.values !== undefined) remarks.push(describeValues(field));
  return remarks.join(' ');
}

/** Longer lists would hide the schema behind its documentation. */
const MOST_VALUES_LISTED = 24;

function describeValues({ values, within }: Field): string {
  const all = (values?.values ?? []).map(({ value }) => value);
  const listed = all.length <= MOST_VALUES_LISTED ? `One of: ${all.join(', ')}` : `A value of the list ${values?.name}`;
  return within === undefined ? `${listed}.` : `${listed}; depends on ${within.name}.`;
}

function complexType(name: string, content: readonly XmlNode[]): XmlNode {
  return node('xs:complexType', { name }, content);
}
