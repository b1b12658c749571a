import { CutError } from '../../errors/cut-error.ts';
import { createInstance, type Instance } from '../../model/instance.ts';
import type { Component, Field } from '../../model/model.ts';
import type { XmlElement } from '../../xml/element.ts';
import { shorten } from '../../xml/shorten.ts';
import type { ContentPart, ExternalObject } from './external-object.ts';

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/**
 * A document in a partner's own shape, which its XSD has found valid, as instances. An element that is not there is absent; one that is empty, or nil,
 * is null.
 * @throws CutError VALUE_TYPE with all values that are right by the XSD but too large here
 */
export function decodeExternal(root: XmlElement, external: ExternalObject): Instance {
  const mistakes: CutError[] = [];
  const instance = decode(root, external.object.root, external, mistakes);
  if (mistakes.length > 0) throw CutError.of(mistakes);
  return instance;
}

function decode(element: XmlElement, component: Component, external: ExternalObject, mistakes: CutError[]): Instance {
  const instance = createInstance(component, element.line);
  const shape = external.elements.get(component);
  const set = (field: Field | undefined, text: string | undefined, line: number): void => {
    if (field === undefined || text === undefined) return;
    const value = text === '' ? null : field.type.parse(isText(field) ? text : text.trim());
    if (value === undefined) mistakes.push(wrongValue(component, field, text, line));
    else instance.values[field.ordinal] = value;
  };
  for (const { field, namespace } of shape?.attributes ?? [])
    set(field, element.attribute(field.tag, namespace), element.line);
  set(shape?.text, element.text, element.line);
  for (const child of element.children) {
    const part = shape?.content.find((each) => isPart(child, each, external));
    if (part?.kind === 'field') set(part.field, isNil(child) ? '' : child.text, child.line);
    if (part?.kind === 'component') {
      const index = component.children.indexOf(part.component);
      const group = instance.children[index] ?? [];
      instance.children[index] = group;
      group.push(decode(child, part.component, external, mistakes));
    }
  }
  return instance;
}

function isPart({ name, namespace }: XmlElement, part: ContentPart, { elements }: ExternalObject): boolean {
  if (part.kind === 'field') return name === part.field.tag && namespace === part.namespace;
  return name === part.component.tag && namespace === elements.get(part.component)?.namespace;
}

function isText({ type }: Field): boolean {
  return type.name === 'DTYPE_TEXT';
}

function isNil(element: XmlElement): boolean {
  return /^\s*(true|1)\s*$/.test(element.attribute('nil', XSI) ?? '');
}

function wrongValue(component: Component, field: Field, value: string, line: number): CutError {
  const location = { component: component.name, field: field.name, value: shorten(value), line };
  return new CutError(
    'VALUE_TYPE',
    { value: shorten(value), field: field.name, expected: field.type.expects },
    { location },
  );
}
