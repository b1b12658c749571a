import type { ValueType } from '../expression/bound.ts';
import { valueTypeOf } from '../expression/value-types.ts';
import type { Field } from '../model/model.ts';

/** A value that does not fit the field it is for. */
export class WrongValue extends Error {
  override readonly name = 'WrongValue';
}

/**
 * The value in the canonical form of the field. A moment loses its time where a day is wanted.
 * @throws WrongValue
 */
export function mappedValue(value: string, type: ValueType, field: Field): string {
  const text = type === 'datetime' && valueTypeOf(field) === 'date' ? value.slice(0, 10) : value;
  const canonical = field.type.parse(text);
  if (canonical === undefined) throw new WrongValue(`'${text}' is not ${field.type.expects}`);
  if (field.length !== undefined && canonical.length > field.length)
    throw new WrongValue(`'${text}' has ${canonical.length} characters; ${field.length} are allowed`);
  return canonical;
}
