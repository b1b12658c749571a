import type { Component, IntegrationObject } from '../model.ts';
import { listTagOf, namespaceOf } from '../names.ts';
import { checkRequiredColumns } from './check-required-columns.ts';
import { checkChildren, checkComponentTags } from './check-tags.ts';
import type { IntegrationObjectFile } from './mapping-files.ts';
import type { ComponentDraft, ModelParts } from './model-parts.ts';
import { readComponent } from './read-component.ts';
import type { MappingFile } from './read-file.ts';
import { readParents } from './read-parents.ts';

/**
 * One file of `integration-objects/` -> an integration object.
 * @param id file name without extension
 * @returns undefined when it has no usable root
 */
export function readIntegrationObject(
  { content, place }: MappingFile<IntegrationObjectFile>,
  id: string,
  parts: ModelParts,
): IntegrationObject | undefined {
  const components = new Map<string, ComponentDraft>();
  for (const [name, entry] of Object.entries(content.components)) {
    const here = place.at('components', name);
    const component = readComponent(name, entry, here, parts);
    if (component !== undefined) components.set(name, component);
  }
  readParents(content, components, place.at('components'), parts);

  const tag = content.tag ?? listTagOf(content.integrationObject);
  checkComponentTags(tag, components, place.at('components'), parts.problems);
  for (const [name, component] of components) {
    checkChildren(component, place.at('components', name), parts.problems);
    checkRequiredColumns(component, place.at('components', name), parts.problems);
  }
  const root = components.get(Object.keys(content.components)[0] ?? '');
  if (root === undefined) return undefined;
  return {
    name: content.integrationObject,
    tag,
    namespace: content.namespace ?? namespaceOf(content.integrationObject),
    businessObject: content.businessObject,
    id,
    root,
    components: components as ReadonlyMap<string, Component>,
  };
}
