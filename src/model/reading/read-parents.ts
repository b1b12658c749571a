import { suggestion } from '../../errors/near-names.ts';
import type { IntegrationObjectFile } from './mapping-files.ts';
import type { ComponentDraft, ModelParts } from './model-parts.ts';
import type { Place } from './place.ts';
import { readLink, readPrimary } from './read-links.ts';

/** Links components to their parents: the tree, the columns that hold it together, the primaries. */
export function readParents(
  { components: entries }: IntegrationObjectFile,
  components: ReadonlyMap<string, ComponentDraft>,
  place: Place,
  parts: ModelParts,
): void {
  const { problems } = parts;
  const before = new Set<string>();
  for (const [name, entry] of Object.entries(entries)) {
    const here = place.at(name);
    const component = components.get(name);
    const parents = parentsOf(entry.parent);
    const isRoot = before.size === 0;
    if (isRoot && entry.parent !== undefined) {
      problems.add(
        here.at('parent'),
        `the first component is the root and has no parent; put ${name} after its parent`,
      );
    }
    if (!isRoot && parents.length === 0) {
      problems.add(here, `${name} has no parent; the first component is the only root`);
    }
    before.add(name);
    const drafts: ComponentDraft[] = [];
    parents.forEach((parent, index) => {
      const position = Array.isArray(entry.parent) ? here.at('parent', index) : here.at('parent');
      const draft = components.get(parent);
      if (!Object.hasOwn(entries, parent)) {
        problems.add(position, `there is no component '${parent}'${suggestion(parent, Object.keys(entries))}`);
      } else if (!before.has(parent) && !isRoot) {
        problems.add(position, `${name} comes before its parent ${parent}; a child comes after its parent`);
      } else if (draft !== undefined && !isRoot) drafts.push(draft);
    });
    if (component === undefined) continue;
    for (const draft of drafts) draft.children.push(component);
    const link = readLink(component, entry, isRoot ? undefined : drafts, here, parts);
    if (link !== undefined) component.link = link;
    const primary = readPrimary(component, entry, drafts, here, parts);
    if (primary !== undefined) component.primary = primary;
  }
}

function parentsOf(parent: string | readonly string[] | undefined): readonly string[] {
  if (parent === undefined) return [];
  return typeof parent === 'string' ? [parent] : parent;
}
