import type { Component } from '../model.ts';
import { isXmlName, tagOf } from '../names.ts';
import { SYSTEM_FIELDS } from '../system-columns.ts';
import type { FieldEntry } from './mapping-files.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';
import type { FieldOwner } from './read-fields.ts';

/** No two fields of a component may have one name or one tag, the system fields included. */
export function checkFieldTags(
  entries: readonly FieldEntry[],
  owner: FieldOwner,
  place: Place,
  problems: Problems,
): void {
  const names = new Set<string>();
  const tags = new Map<string, string>();
  const hasRowId = entries.some(({ column }) => column === 'ROW_ID');
  const system = SYSTEM_FIELDS.filter(({ column }) => column !== 'ROW_ID' || !hasRowId).map(({ name }) => name);
  entries.forEach(({ field, tag = tagOf(field), tag: own }, index) => {
    const here = place.at(index, own === undefined ? 'field' : 'tag');
    const other = tags.get(tag);
    if (system.includes(field)) {
      problems.add(place.at(index, 'field'), `'${field}' is a system field, which every component has; leave it out`);
    } else if (names.has(field)) {
      problems.add(place.at(index, 'field'), `${owner.name} has a field '${field}' already`);
    } else if (!isXmlName(tag)) {
      problems.add(here, `the tag '${tag}' is no XML name; give one with 'tag'`);
    } else if (other !== undefined) {
      problems.add(here, `the tag '${tag}' is that of '${other}' already; give another one with 'tag'`);
    } else if (system.some((name) => tagOf(name) === tag)) {
      problems.add(here, `the tag '${tag}' is that of a system field; give another one with 'tag'`);
    }
    names.add(field);
    tags.set(tag, field);
  });
}

/** Within an integration object a tag names one component (and one complex type of the XSD), and none is that of the list element. */
export function checkComponentTags(
  listTag: string,
  components: ReadonlyMap<string, Component>,
  place: Place,
  problems: Problems,
): void {
  const tags = new Map([[listTag, 'the integration object']]);
  for (const [name, { tag, containerTag }] of components) {
    const taken = [tag, containerTag].find((own) => tags.has(own));
    if (!isXmlName(tag)) {
      problems.add(place.at(name), `the tag '${tag}' is no XML name; give one with 'tag'`);
    } else if (taken !== undefined) {
      problems.add(
        place.at(name),
        `the tag '${taken}' is that of ${tags.get(taken)} already; give another one with 'tag'`,
      );
    }
    tags.set(tag, name);
    tags.set(containerTag, name);
  }
}

/** The containers of a component's children stand next to its fields. */
export function checkChildren({ name, fields, children }: Component, place: Place, problems: Problems): void {
  for (const child of children) {
    const field = fields.find(({ tag }) => tag === child.containerTag);
    if (field === undefined) continue;
    problems.add(
      place,
      `field '${field.name}' of ${name} has the tag '${field.tag}', as the container of ${child.name} has`,
    );
  }
}
