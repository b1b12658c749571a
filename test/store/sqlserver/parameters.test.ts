import { expect } from 'chai';
import { Request, TYPES } from 'tedious';
import { declaredLength, Parameters } from '../../../src/store/sqlserver/parameters.ts';

describe('parameters of T-SQL', () => {
  it('are named in the order in which they come', () => {
    const parameters = new Parameters();
    expect([parameters.add('a'), parameters.add(7), parameters.add(null)]).to.deep.equal(['@p1', '@p2', '@p3']);
    expect(parameters.values).to.deep.equal(['a', 7, null]);
  });

  it('are no more than SQL Server takes', () => {
    const parameters = new Parameters();
    for (let index = 0; index < 2000; index += 1) parameters.add('x');
    expect(() => parameters.add('x')).to.throw(RangeError, 'at most 2000 values');
  });

  it('are declared alike whatever their length, so that plans are found again', () => {
    const declared = (value: string | null): unknown => {
      const request = new Request('SELECT 1', () => {});
      request.addParameter('p1', TYPES.NVarChar, value, { length: declaredLength(value) });
      return request.makeParamsParameter(request.parameters);
    };
    expect(new Set(['', 'a', 'Tyne', 'x'.repeat(4000), null].map(declared))).to.deep.equal(
      new Set(['@p1 nvarchar(4000)']),
    );
    expect(new Set([4001, 100_000].map((length) => declared('x'.repeat(length))))).to.deep.equal(
      new Set(['@p1 nvarchar(max)']),
    );
  });
});
