import type { Instance } from '../model/instance.ts';
import type { Field } from '../model/model.ts';
import type { ComponentWriting } from './component-writing.ts';
import { chooseUserKey } from './user-key.ts';

/**
 * Takes out of an instance that was read, and of those below it, what another database could not take or does not need: row ids where a user key
 * or a name says the same, fields that are not written, empty fields, and containers without instances. What is left can be sent to a
 * Receive process of any database.
 */
export function toFeedForm(writing: ComponentWriting, instance: Instance): void {
  takeOutFields(writing, instance);
  for (const [ordinal, child] of writing.children.entries()) {
    const group = instance.children[ordinal] ?? [];
    if (group.length === 0) instance.children[ordinal] = undefined;
    for (const each of group) toFeedForm(child.writing, each);
  }
}

function takeOutFields({ component, fields }: ComponentWriting, { values, ...instance }: Instance): void {
  const rowId = values[component.rowId.ordinal];
  for (const field of component.fields) {
    if (values[field.ordinal] === null && field.default === undefined) values[field.ordinal] = undefined;
    if (field.readOnly || field === component.rowId) values[field.ordinal] = undefined;
  }
  for (const { id, names } of fields.foreignKeys) {
    if (id !== undefined && names.some(isThere)) values[id.ordinal] = undefined;
  }
  if (chooseUserKey({ ...instance, values }) === undefined) values[component.rowId.ordinal] = rowId;

  function isThere({ ordinal }: Field): boolean {
    return typeof values[ordinal] === 'string';
  }
}
