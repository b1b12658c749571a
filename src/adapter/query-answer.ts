import { createInstance, type Instance } from '../model/instance.ts';
import { displayedListValue } from '../model/list-values.ts';
import type { Component, Field } from '../model/model.ts';
import type { ObjectRows } from './object-rows.ts';
import type { StoredNode } from './read-tree.ts';

/**
 * The instances that answer a query: every field and every container, empty ones too.
 * @param codes list values as language-independent codes, as they are stored; otherwise as display values (siebel-eai, 5.5, LOVLanguageMode)
 */
export function answerInstances(rows: ObjectRows, nodes: readonly StoredNode[], codes: boolean): Instance[] {
  return nodes.map((node) => toInstance(rows, node, codes));
}

function toInstance(rows: ObjectRows, { component, row, children }: StoredNode, codes: boolean): Instance {
  const instance = createInstance(component);
  for (let ordinal = 0; ordinal < component.fields.length; ordinal += 1)
    instance.values[ordinal] = row.values[ordinal] ?? null;
  if (!codes) displayListValues(instance);
  children.forEach((group, ordinal) => {
    const instances = group.map((child) => toInstance(rows, child, codes));
    instance.children[ordinal] = instances;
    const primary = component.children[ordinal]?.primary;
    const position = primary && rows.of(component).positions.get(primary);
    if (position !== undefined) {
      for (const [index, child] of instances.entries())
        child.primary = row.values[position] === group[index]?.row.rowId;
    }
  });
  return instance;
}

function displayListValues({ component, values }: Instance): void {
  for (const field of listFields(component)) {
    const code = values[field.ordinal];
    if (typeof code === 'string') values[field.ordinal] = displayedListValue(field, code);
  }
}

const known = new WeakMap<Component, readonly Field[]>();

function listFields(component: Component): readonly Field[] {
  let fields = known.get(component);
  if (fields === undefined) {
    fields = component.fields.filter(({ values }) => values !== undefined);
    known.set(component, fields);
  }
  return fields;
}
