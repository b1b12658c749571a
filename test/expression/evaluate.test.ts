import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { modelLookups } from '../../src/adapter/model-lookups.ts';
import { bindCondition, bindOperand } from '../../src/expression/bind.ts';
import { evaluateCondition, evaluateOperand } from '../../src/expression/evaluate.ts';
import type { EvaluatedRow } from '../../src/expression/evaluation-context.ts';
import { FUNCTION_TABLE } from '../../src/expression/functions/function-table.ts';
import { parseExpression } from '../../src/expression/parse-expression.ts';
import type { Scope } from '../../src/expression/scope.ts';
import { StepBudget } from '../../src/expression/step-budget.ts';
import { integrationObject, model } from '../support/model.ts';

const component = integrationObject('CUT Sample Account IO').root;
const lookups = modelLookups(model);
const scope: Scope = { component, argumentNames: new Set(['Prefix']) };
const surroundings = { now: '2026-01-31 14:05:09', lookups };

/** Stored values by field name. */
const ROW: Readonly<Record<string, string>> = {
  Name: 'Tyne Ltd',
  'Credit Score': '712',
  'EAI Sync Date': '2026-01-31 14:05:09',
};
const row: EvaluatedRow = { value: ({ name }) => ROW[name] ?? null };
const context = { row, ...surroundings, arguments: new Map([['Prefix', 'T']]) };

/** Expressions with what they yield. */
const VALUES: readonly (readonly [text: string, value: string | null])[] = [
  ['[Name]', 'Tyne Ltd'],
  ['[&Prefix] + "-" + [Name]', 'T-Tyne Ltd'],
  ['"a" + [Alias]', 'a'],
  ['-[Credit Score] * 2', '-1424'],
  ['[Credit Score] / 0', null],
  ['1 / 3', '0.3333333'],
  ['0.1 + 0.2', '0.3'],
  ['[EAI Sync Date] + 1', '2026-02-01 14:05:09'],
  ['[EAI Sync Date] - 0.5', '2026-01-31 02:05:09'],
  ['[EAI Sync Date] - ToDate("01/30/2026")', '1.5869097'],
  ['Today() - ToDate("12/31/2025")', '31'],
  ['[EAI Sync Date] + 99999999', null],
  ['IIf([Alias] = "x", 1, 2)', '2'],
  ['IfNull([Alias], [Name])', 'Tyne Ltd'],
  ['Left([Name], 0)', null],
  ['Mid("Adams", 3)', 'ams'],
  ['InStr("Adams", "a", 0)', null],
  ['InStr("Adams", "A", 2)', '0'],
  ['SearchReplace([Name], "Ltd", "AG")', 'Tyne AG'],
  ['Lookup("COUNTRY_CODE", "Siebel Outbound", "Finland")', 'FI'],
  ['EAILookupSiebel("COUNTRY_CODE", "XX", "Elsewhere")', 'Elsewhere'],
  ['EAILookupExternal("COUNTRY_CODE", [Alias])', null],
  ['ToChar([EAI Sync Date])', '01/31/2026 14:05:09'],
  ['ToChar([EAI Sync Date], "D.M.YY HH12:MI PM")', '31.1.26 02:05 PM'],
  ['ToChar(Today())', '01/31/2026'],
  ['ToChar(0.5, "#.##")', '.5'],
  ['ToChar(-1234567, "#,##0.0#")', '-1,234,567.0'],
  ['ToChar(5, "EUR 000")', 'EUR 005'],
  ['ToChar(5, "x")', null],
  ['ToChar(12.50)', '12.5'],
  ['ToChar([Name])', 'Tyne Ltd'],
  ['ToNumber("no")', null],
  ['ToDate("31.1.2026", "D.M.YYYY")', '2026-01-31'],
  ['ToDate("31/01/2026", "DD.MM.YYYY")', null],
  ['ToDate("31.01.2026 x", "DD.MM.YYYY")', null],
  ['ToDate("nonsense")', null],
  ['ToDate([EAI Sync Date])', '2026-01-31'],
  ['Abs(-2.5)', '2.5'],
  ['Abs([Credit Score])', '712'],
  ['Round(2.345, -1)', '2'],
  ['Round([Credit Score])', '712'],
  ['ToDate("01/31/2026") + 1.7', '2026-02-01'],
  ['ToDate("01/31/2026") - 999999', null],
  ['Left([Credit Score], "2")', '71'],
  ['IfNull("", 1)', '1'],
  ['Round(-2.5)', '-3'],
  ['LookupValue("ACCOUNT_STATUS", [Alias])', null],
  ['Len([Credit Score])', '3'],
];

/** Conditions with whether they hold; null: unknown. */
const CONDITIONS: readonly (readonly [text: string, holds: boolean | null])[] = [
  ['[Name] = "Tyne Ltd"', true],
  ['"712" = [Credit Score]', true],
  ['100 < [Credit Score]', true],
  ['[Alias] = "x"', null],
  ['NOT [Alias] = "x"', null],
  ['[Alias] = "x" AND [Name] = "other"', false],
  ['[Alias] = "x" OR [Name] LIKE "Tyne*"', true],
  ['[Name] NOT LIKE "?yne*"', false],
  ['[Name] ~LIKE "tYNE*"', true],
  ['[Name] ~= "TYNE LTD"', true],
  ['[Name] ~<> "x"', true],
  ['[Account Status] ~= "ACTIVE"', null],
  ['[Account Status] LIKE "zzz*"', null],
  ['[Alias] IS NULL AND [Name] IS NOT NULL', true],
  ['EXISTS ([Account Synonym.Synonym] = "x")', false],
  ['[EAI Sync Date] >= "01/31/2026"', true],
];

describe('evaluation', () => {
  for (const [text, value] of VALUES) {
    it(`${text} is ${value}`, () => {
      expect(evaluateOperand(bindOperand(parseExpression(text), scope), context)).to.equal(value);
    });
  }

  for (const [text, holds] of CONDITIONS) {
    it(`${text}: ${holds}`, () => {
      expect(evaluateCondition(bindCondition(parseExpression(text), scope), context)).to.equal(holds);
    });
  }

  it('knows no time that nobody gave it', () => {
    for (const text of ['Today()', 'Timestamp()']) {
      expect(evaluateOperand(bindOperand(parseExpression(text), scope), { row })).to.equal(null);
    }
  });

  it('knows no lookups that nobody gave it', () => {
    const operand = bindOperand(parseExpression('LookupValue("ACCOUNT_STATUS", "Active")'), scope);
    expect(evaluateOperand(operand, { row })).to.equal(null);
  });

  it('ends when its steps run out', () => {
    const operand = bindOperand(parseExpression('SearchReplace([Name], "y", "yy")'), scope);
    expect(() => evaluateOperand(operand, { row, steps: new StepBudget(5) })).to.throw('more than 5 steps');
  });
});

describe('functions', () => {
  for (const { name, example } of FUNCTION_TABLE) {
    it(`${name}: ${example[0]} is ${example[1]}`, () => {
      const operand = bindOperand(parseExpression(example[0]), { ...scope, surroundings });
      const value = evaluateOperand(operand, context);
      const shown = operand.type === 'date' || operand.type === 'datetime' ? siebelDate(value ?? '') : value;
      expect(shown).to.equal(example[1]);
    });
  }

  it('are those that the manual lists, with these examples', () => {
    const manual = readFileSync(new URL('../../docs/query-language.md', import.meta.url), 'utf8');
    const listed = [...manual.matchAll(/^\| `(\w+)` \| .* \| `(.+)` is `(.+)` \| (?:yes)? ?\|$/gm)].map(
      ([, name, call, value]) => [name, call, value],
    );
    expect(listed).to.deep.equal(FUNCTION_TABLE.map(({ name, example }) => [name, ...example]));
  });
});

function siebelDate(canonical: string): string {
  return `${canonical.slice(5, 7)}/${canonical.slice(8, 10)}/${canonical.slice(0, 4)}${canonical.slice(10)}`;
}
