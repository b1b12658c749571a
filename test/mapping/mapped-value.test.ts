import { expect } from 'chai';
import type { ValueType } from '../../src/expression/bound.ts';
import { mappedValue, WrongValue } from '../../src/mapping/mapped-value.ts';
import type { Field } from '../../src/model/model.ts';
import { integrationObject } from '../support/model.ts';

const { root, components } = integrationObject('CUT Sample Account IO');
const contact = components.get('Related Contact') ?? expect.fail();
const field = (name: string): Field =>
  root.fieldsByName.get(name) ?? contact.fieldsByName.get(name) ?? expect.fail(name);

/** A value of an expression, its type, the field that it is for, and what becomes of it; nothing: it does not fit. */
const VALUES: readonly (readonly [value: string, type: ValueType, field: string, mapped: string | undefined])[] = [
  ['Tyne', 'text', 'Name', 'Tyne'],
  ['712', 'text', 'Credit Score', '712'],
  ['1980-05-01 10:00:00', 'datetime', 'Birth Date', '1980-05-01'],
  ['1980-05-01', 'date', 'Birth Date', '1980-05-01'],
  ['1980-05-01 10:00:00', 'datetime', 'EAI Sync Date', '1980-05-01 10:00:00'],
  ['high', 'text', 'Credit Score', undefined],
  ['x'.repeat(300), 'text', 'Name', undefined],
];

describe('the value of a field map', () => {
  for (const [value, type, name, mapped] of VALUES) {
    it(`${value.slice(0, 20)} for ${name}: ${mapped ?? 'refused'}`, () => {
      const map = () => mappedValue(value, type, field(name));
      if (mapped === undefined) expect(map).to.throw(WrongValue);
      else expect(map()).to.equal(mapped);
    });
  }
});
