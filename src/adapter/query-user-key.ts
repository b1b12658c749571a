import { CutError } from '../errors/cut-error.ts';
import type { Expression } from '../expression/tree.ts';
import type { Instance } from '../model/instance.ts';
import type { Field } from '../model/model.ts';
import { describeKeys, locate } from './describe.ts';
import { chooseUserKey } from './user-key.ts';

/** A field of an example with what it holds. */
export interface FieldValue {
  readonly field: Field;
  readonly value: string;
}

/**
 * What an example asks for when its user key alone counts: the first one that is complete, as in a write (siebel-eai, 5.3). An instance without
 * any value asks for nothing.
 * @throws CutError NO_USER_KEY
 */
export function keyValues(instance: Instance, index: number): FieldValue[] {
  const { component, values } = instance;
  if (values.every((value) => value === undefined || value === null)) return [];
  const key = chooseUserKey(instance);
  if (key !== undefined) return key.fields.map((field, position) => ({ field, value: key.values[position] ?? '' }));
  const parameters = { component: component.name, keys: describeKeys(component.userKeys) };
  throw new CutError('NO_USER_KEY', parameters, { location: locate({ instance, index }) });
}

/** That the field has the value just as it is, whatever operators are in it. */
export function equality({ name }: Field, value: string): Expression {
  const span = { start: 0, end: value.length };
  return {
    kind: 'compare',
    operator: '=',
    left: { kind: 'field', field: name, span },
    right: { kind: 'text', value, span },
    ignoreCase: false,
    span,
  };
}
