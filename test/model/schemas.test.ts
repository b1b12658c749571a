import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect } from 'chai';

const SCHEMAS = join(import.meta.dirname, '..', '..', 'schema');

describe('the JSON Schemas of the mapping files', () => {
  for (const file of readdirSync(SCHEMAS)) {
    const schema: unknown = JSON.parse(readFileSync(join(SCHEMAS, file), 'utf8'));

    it(`${file} is a JSON Schema`, () => {
      const ajv = new Ajv({ strict: false });
      expect(ajv.validateSchema(schema as object), ajv.errorsText()).to.equal(true);
    });

    it(`${file} knows all keys of every object with named ones`, () => {
      for (const part of objectsIn(schema)) {
        if ('properties' in part && part.type === 'object') expect(part).to.have.property('additionalProperties');
      }
    });
  }
});

function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)];
}
