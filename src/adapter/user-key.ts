import type { Instance } from '../model/instance.ts';
import type { Field } from '../model/model.ts';
import { storedListValue } from './list-values.ts';

/** A user key as an instance fills it in. */
export interface ChosenKey {
  readonly fields: readonly Field[];
  readonly values: readonly string[];
}

/**
 * The first user key of the component whose fields are all present and not empty in the instance; a field with a default counts as present
 * (siebel-eai, 5.3; per instance, unlike Siebel, which lets the first instance decide for all).
 */
export function chooseUserKey(instance: Instance): ChosenKey | undefined {
  for (const fields of instance.component.userKeys) {
    const values = keyValues(instance, fields);
    if (values !== undefined) return { fields, values };
  }
  return undefined;
}

/** All user keys that the instance fills in, in their order. */
export function completeUserKeys(instance: Instance): ChosenKey[] {
  return instance.component.userKeys.flatMap((fields) => {
    const values = keyValues(instance, fields);
    return values === undefined ? [] : [{ fields, values }];
  });
}

function keyValues(instance: Instance, fields: readonly Field[]): string[] | undefined {
  const values: string[] = [];
  for (const field of fields) {
    const sent = instance.values[field.ordinal];
    const value = sent === undefined ? field.default : sent;
    if (value === undefined || value === null) return undefined;
    values.push(value);
  }
  return values;
}

/** The values of a key as they are stored: codes of lists of values. */
export function storedKeyValues({ fields, values }: ChosenKey): string[] {
  return fields.map((field, index) => {
    const value = values[index] ?? '';
    return storedListValue(field, value) ?? value;
  });
}
