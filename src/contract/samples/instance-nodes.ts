import type { Instance, InstanceList } from '../../model/instance.ts';
import { node, type XmlNode } from '../xml-writer.ts';

/** The list element of an integration object with its instances, as a caller would send them: absent values are left out. */
export function instanceListNode({ integrationObject, roots }: InstanceList): XmlNode {
  return node(integrationObject.tag, { xmlns: integrationObject.namespace }, roots.map(instanceNode));
}

function instanceNode({ component, values, children, primary }: Instance): XmlNode {
  const fields = component.fields.flatMap(({ tag, type, ordinal }) => {
    const value = values[ordinal];
    if (value === undefined) return [];
    return [node(tag, {}, value === null ? [] : type.format(value, 'siebel'))];
  });
  const containers = component.children.flatMap(({ containerTag }, ordinal) => {
    const instances = children[ordinal];
    return instances === undefined ? [] : [node(containerTag, {}, instances.map(instanceNode))];
  });
  return node(component.tag, { IsPrimaryMVG: primary ? 'Y' : undefined }, [...fields, ...containers]);
}
