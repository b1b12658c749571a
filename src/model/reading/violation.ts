import type { ErrorObject } from 'ajv';
import { suggestion } from '../../errors/near-names.ts';
import type { Place } from './place.ts';

/** What a JSON Schema violation means, in words, and where it stands. */
export interface Violation {
  readonly place: Place;
  readonly message: string;
  /** The mistake is the key at this place, not its value. */
  readonly atKey: boolean;
}

/** @param top the top of the file */
export function describeViolation(error: ErrorObject, top: Place): Violation {
  const place = top.at(...pathOf(error));
  const { params, parentSchema } = error;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty);
      const hint = isHalfOfAText(error.data, key)
        ? '; a text with a comma in it goes in quotes'
        : suggestion(key, Object.keys(parentSchema?.properties ?? {}));
      const message = `unknown key '${key}'${hint}`;
      return { place: place.at(key), message, atKey: true };
    }
    case 'required':
      return { place, message: `'${params.missingProperty}' is missing`, atKey: false };
    case 'enum': {
      const allowed: readonly unknown[] = params.allowedValues;
      const message = `${quote(error.data)} is not allowed here${suggestion(String(error.data), allowed.map(String))}`;
      return { place, message, atKey: false };
    }
    case 'dependencies':
      return {
        place,
        message: `'${params.missingProperty}' is missing, which goes with '${params.property}'`,
        atKey: false,
      };
    case 'not': {
      const key = String(error.parentSchema?.not.required[0]);
      return { place: place.at(key), message: `'${key}' cannot stand here as well`, atKey: true };
    }
    default: {
      const expected = parentSchema?.description;
      const wrong = typeof expected === 'string' ? `is not allowed here; expected: ${expected}` : error.message;
      return { place, message: `${quote(error.data)} ${wrong}`, atKey: error.propertyName !== undefined };
    }
  }
}

/** `{ comment: In, the objects }` is a comment `In` and a key `the objects` without a value. */
function isHalfOfAText(data: unknown, key: string): boolean {
  return (
    typeof data === 'object' &&
    data !== null &&
    Object.entries(data).some(([name, value]) => name === key && value === null)
  );
}

function pathOf({ instancePath, propertyName }: ErrorObject): string[] {
  const path = instancePath.split('/').slice(1).map(unescapePointer);
  return propertyName === undefined ? path : [...path, propertyName];
}

function unescapePointer(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

function quote(data: unknown): string {
  return typeof data === 'object' && data !== null ? 'this' : `'${String(data)}'`;
}
