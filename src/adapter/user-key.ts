import type { Instance } from '../model/instance.ts';
import { type LovLanguageMode, storedListValue } from '../model/list-values.ts';
import type { Field } from '../model/model.ts';

/** A user key as an instance fills it in. */
export interface ChosenKey {
  readonly fields: readonly Field[];
  readonly values: readonly string[];
}

/** A user key with its values as they are stored: codes of lists of values. */
export interface UserKey {
  readonly fields: readonly Field[];
  readonly stored: readonly string[];
}

/**
 * The first user key of the component whose fields are all present and not empty in the instance; a field with a default counts as present
 * (siebel-eai, 5.3; per instance, unlike Siebel, which lets the first instance decide for all).
 */
export function chooseUserKey(instance: Instance): ChosenKey | undefined {
  const { userKeys } = instance.component;
  for (let index = 0; index < userKeys.length; index += 1) {
    const fields = userKeys[index];
    const values = fields && keyValues(instance, fields);
    if (fields !== undefined && values !== undefined) return { fields, values };
  }
  return undefined;
}

/** The values of a complete user key as they are stored; a value that its list does not have stays as it is. */
export function storedKey(instance: Instance, { fields, values }: ChosenKey, mode?: LovLanguageMode): UserKey {
  if (!hasListValues(fields)) return { fields, stored: values };
  const stored = fields.map((field, position) => {
    const value = values[position] ?? '';
    const isSent = instance.values[field.ordinal] !== undefined;
    return storedListValue(field, value, isSent ? mode : undefined) ?? value;
  });
  return { fields, stored };
}

/** All user keys that the instance fills in, in their order. */
export function completeUserKeys(instance: Instance, mode?: LovLanguageMode): UserKey[] {
  const keys: UserKey[] = [];
  for (const fields of instance.component.userKeys) {
    const values = keyValues(instance, fields);
    if (values !== undefined) keys.push(storedKey(instance, { fields, values }, mode));
  }
  return keys;
}

/** The values of a key as one text; other values of the same key have another one. */
export function keyText(values: readonly string[]): string {
  const [first = '', second] = values;
  if (second === undefined) return first;
  let text = '';
  for (const value of values) text += `${value.length}:${value}`;
  return text;
}

/** The user keys whose fields are all sent and not empty, in their order: defaults are for new records. */
export function sentUserKeys(instance: Instance, mode?: LovLanguageMode): UserKey[] {
  return instance.component.userKeys.flatMap((fields) => {
    const values = fields.map(({ ordinal }) => instance.values[ordinal]);
    const isComplete = values.every((value) => typeof value === 'string');
    return isComplete ? [storedKey(instance, { fields, values }, mode)] : [];
  });
}

function hasListValues(fields: readonly Field[]): boolean {
  for (let index = 0; index < fields.length; index += 1) if (fields[index]?.values !== undefined) return true;
  return false;
}

function keyValues(instance: Instance, fields: readonly Field[]): readonly string[] | undefined {
  const values: string[] = [];
  for (const field of fields) {
    const value = keyValue(instance, field);
    if (typeof value !== 'string') return undefined;
    values.push(value);
  }
  return values;
}

function keyValue({ values }: Instance, { ordinal, default: preset }: Field): string | null | undefined {
  const sent = values[ordinal];
  return sent === undefined ? preset : sent;
}
