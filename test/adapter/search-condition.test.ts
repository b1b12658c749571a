import { expect } from 'chai';
import { objectRows } from '../../src/adapter/object-rows.ts';
import { searchCondition } from '../../src/adapter/search-condition.ts';
import { checkSearchSize } from '../../src/adapter/search-size.ts';
import { CutError } from '../../src/errors/cut-error.ts';
import { bindCondition } from '../../src/expression/bind.ts';
import type { BoundCondition } from '../../src/expression/bound.ts';
import { parseExpression } from '../../src/expression/parse-expression.ts';
import { integrationObject } from '../support/model.ts';

const account = integrationObject('CUT Sample Account IO');

describe('a search condition for the store', () => {
  const rows = objectRows(account);
  const contact = account.components.get('Related Contact') ?? expect.fail();
  const bound = (text: string, component = account.root): BoundCondition =>
    bindCondition(parseExpression(text), {
      component,
      components: account.components,
      argumentNames: new Set(['Prefix']),
    });

  it('asks for equality in a way that an index can answer', () => {
    const { kind } = searchCondition(rows, account.root, bound('[Name] = "x"'));
    expect(kind).to.equal('equals');
    expect(searchCondition(rows, account.root, bound('[Name] ~= "x"')).kind).to.equal('compare');
  });

  it('asks for nulls of columns, and of what is computed', () => {
    expect(searchCondition(rows, account.root, bound('[Name] IS NULL')).kind).to.equal('is-null');
    expect(searchCondition(rows, account.root, bound('Len([Name]) IS NULL')).kind).to.equal('no-value');
  });

  it('asks for children through their association', () => {
    const condition = searchCondition(rows, account.root, bound('EXISTS ([Related Contact.Role] = "Site Contact")'));
    if (condition.kind !== 'exists') expect.fail();
    expect(condition.shape.table.name).to.equal('S_PARTY_PER');
    expect(condition.parent.column.name).to.equal('PARTY_ID');
    expect(condition.of.column.name).to.equal('ROW_ID');
  });

  it('has EXISTS as deep in each other as a query may nest them', () => {
    const profile = integrationObject('CUT Sample Service Profile IO');
    const { root, components } = profile;
    const condition = bindCondition(parseExpression(nestedExists(9)), { component: root, components });
    expect(() => checkSearchSize(searchCondition(objectRows(profile), root, condition))).not.to.throw();
    expect(() => bindCondition(parseExpression(nestedExists(10)), { component: root, components }))
      .to.throw(CutError)
      .with.property('code', 'SBL-EAI-13012');
  });

  const MISTAKES: readonly (readonly [what: string, condition: () => BoundCondition])[] = [
    ['a field of another component', () => bound('[Related Contact.Last Name] = "x"')],
    ['a function that only the evaluator knows', () => bound('ToChar([Credit Score]) = "1"')],
    ['an argument', () => bound('[Name] = [&Prefix]')],
    [
      'EXISTS over what is no child',
      () => ({ kind: 'exists', component: account.root, condition: bound('[Name] = "x"') }),
    ],
    [
      'a field of the parent within EXISTS',
      () => ({ kind: 'not', of: { kind: 'exists', component: contact, condition: bound('[Name] = "x"') } }),
    ],
  ];
  for (const [what, condition] of MISTAKES) {
    it(`is never about ${what}`, () => {
      expect(() => searchCondition(rows, account.root, condition())).to.throw(RangeError);
    });
  }
});

function nestedExists(depth: number): string {
  const condition = '[Asset Mgmt - Asset.Asset Number] = "x"';
  return depth === 0 ? condition : `EXISTS (${condition}${depth > 1 ? ` AND ${nestedExists(depth - 1)}` : ''})`;
}
