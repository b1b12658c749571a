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

/** An instance of a message: its position among its siblings, from 0, and the instance that it stands in. */
export interface Place {
  readonly instance: Instance;
  readonly index: number;
  readonly parent?: Place | undefined;
}

/**
 * Where in the message: component, instance (`2 (Name "Tyne") of Account 1`: its number among its siblings, its key, and the same of what is
 * around it), and the line of the field, or of the instance.
 */
export function locate(place: Place, key?: readonly Field[], more: ErrorLocation = {}): ErrorLocation {
  const { instance, index, parent } = place;
  const keyText = key === undefined ? '' : ` (${describeKey(instance, key)})`;
  const line = lineOf(instance, more.field);
  return {
    component: instance.component.name,
    instance: `${index + 1}${keyText}${around(parent)}`,
    ...(line > 0 ? { line } : {}),
    ...more,
  };
}

function around(place: Place | undefined): string {
  return place === undefined ? '' : ` of ${place.instance.component.name} ${place.index + 1}${around(place.parent)}`;
}

function lineOf(instance: Instance, fieldName: string | undefined): number {
  const field = fieldName === undefined ? undefined : instance.component.fieldsByName.get(fieldName);
  return (field && instance.fieldLine?.(field)) ?? instance.line;
}

export function shorten(value: string): string {
  return value.length > 100 ? `${value.slice(0, 99)}…` : value;
}
