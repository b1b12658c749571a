import { expect } from 'chai';
import { rulesOf } from '../../../src/adapter/rules/table-rules.ts';
import type { Table } from '../../../src/model/model.ts';
import { columnOf, makeTable } from '../../store/tables.ts';
import { FOLDER, HEAD, LINE, NODE, RULE_TABLES } from './rule-tables.ts';

describe('the rules of a model', () => {
  it('are worked out once', () => {
    expect(rulesOf(RULE_TABLES)).to.equal(rulesOf(RULE_TABLES));
  });

  it('look at the columns that they read and keep', () => {
    const names = [...rulesOf(RULE_TABLES).columns].map(([table, columns]) => [
      table.name,
      [...columns].map(({ name }) => name),
    ]);
    expect(Object.fromEntries(names)).to.deep.equal({
      NODE: ['PARENT', 'ROOT'],
      FOLDER: ['PARENT'],
      LINE: ['ABOVE', 'HEAD', 'AMOUNT', 'QTY', 'PRICE'],
      HEAD: ['TOTAL', 'WORTH', 'ROLLED'],
    });
  });

  it('read the lines of several totals once, and those that belong to the header in another way apart', () => {
    const [first, second] = HEAD.totals ?? [];
    if (first === undefined || second === undefined) throw new RangeError('no totals');
    const table: Table = { ...HEAD, totals: [first, second, { ...first, by: columnOf(LINE, 'ABOVE') }] };
    const { totals } = rulesOf(new Map([['HEAD', table]]));
    expect(totals.map((rule) => [rule.by.name, rule.lines.columns.map(({ name }) => name)])).to.deep.equal([
      ['HEAD', ['HEAD', 'AMOUNT', 'QTY', 'PRICE']],
      ['ABOVE', ['ABOVE', 'AMOUNT']],
    ]);
  });

  it('are none where no table has any', () => {
    const { hierarchies, totals, columns } = rulesOf(new Map([['PLAIN', makeTable('PLAIN', [])]]));
    expect([...hierarchies, ...totals, ...columns]).to.deep.equal([]);
  });

  it('need the ROW_ID of their tables', () => {
    const broken = new Map([NODE, FOLDER].map((table) => [table.name, { ...table, columns: new Map() }]));
    expect(() => rulesOf(broken)).to.throw(RangeError, /ROW_ID/);
  });
});
