import type { ErrorLocation } from '../errors/cut-error.ts';
import type { Instance } from '../model/instance.ts';
import type { Field } from '../model/model.ts';

/** `Name "Tyne", Location "York"`: the values of these fields in the instance, for messages. */
export function describeKey(instance: Instance, key: readonly Field[]): string {
  return key
    .map((field) => `${field.name} "${shorten(instance.values[field.ordinal] ?? field.default ?? '')}"`)
    .join(', ');
}

/** `Account Id; Integration Id; Name + Location`: the user keys that a component takes. */
export function describeKeys(keys: readonly (readonly Field[])[]): string {
  return keys.map((key) => key.map((field) => field.name).join(' + ')).join('; ');
}

/** Where in the message: component, instance (its number among its siblings, and its key), and the line of the field, or of the instance. */
export function locate(
  instance: Instance,
  index: number,
  key?: readonly Field[],
  more: ErrorLocation = {},
): ErrorLocation {
  const description = key === undefined ? `${index + 1}` : `${index + 1} (${describeKey(instance, key)})`;
  const line = lineOf(instance, more.field);
  return { component: instance.component.name, instance: description, ...(line > 0 ? { line } : {}), ...more };
}

function lineOf(instance: Instance, fieldName: string | undefined): number {
  const field = fieldName === undefined ? undefined : instance.component.fieldsByName.get(fieldName);
  return (field && instance.fieldLine?.(field)) ?? instance.line;
}

export function shorten(value: string): string {
  return value.length > 100 ? `${value.slice(0, 99)}…` : value;
}
