import { Ajv } from 'ajv';
import { expect } from 'chai';
import { Place } from '../../../src/model/reading/place.ts';
import { describeViolation } from '../../../src/model/reading/violation.ts';

const nowhere = { file: '', line: 1, column: 1 };
const top = new Place({ positionOf: () => nowhere, positionOfKey: () => nowhere }, []);

/** Schema, value, path of the mistake, what is said about it. */
const CASES: readonly (readonly [object, unknown, string, string])[] = [
  [{ minItems: 1 }, [], '', 'this must NOT have fewer than 1 items'],
  [{ items: { type: 'string' } }, [1], '0', "'1' must be string"],
  [{ description: 'a text', type: 'string' }, null, '', "'null' is not allowed here; expected: a text"],
  [{ additionalProperties: false }, { a: 1 }, 'a', "unknown key 'a'"],
  [
    { properties: { 'a/b~c': { enum: ['x'] } } },
    { 'a/b~c': 'y' },
    'a/b~c',
    "'y' is not allowed here; did you mean 'x'?",
  ],
  [{ propertyNames: { pattern: '^a' } }, { b: 1 }, 'b', '\'b\' must match pattern "^a"'],
];

describe('describeViolation', () => {
  for (const [schema, value, path, message] of CASES) {
    it(message, () => {
      const validate = new Ajv({ verbose: true, strict: false }).compile(schema);
      expect(validate(value)).to.equal(false);
      const [error] = validate.errors ?? [];
      if (error === undefined) throw new RangeError('no error');
      const violation = describeViolation(error, top);
      expect(violation.place.path.join('.')).to.equal(path);
      expect(violation.message).to.equal(message);
    });
  }
});
