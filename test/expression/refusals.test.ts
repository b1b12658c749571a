import { expect } from 'chai';
import fc from 'fast-check';
import { CutError } from '../../src/errors/cut-error.ts';
import { bindCondition } from '../../src/expression/bind.ts';
import { parseExpression } from '../../src/expression/parse-expression.ts';
import { parseFieldQuery } from '../../src/expression/parse-field-query.ts';
import { parseSortSpec } from '../../src/expression/parse-sort-spec.ts';
import { integrationObject } from '../support/model.ts';

const component = integrationObject('CUT Sample Account IO').root;
const [, , name = component.rowId] = component.fields;

/** Conditions that are refused, with the code and a part of the message. */
const CONDITIONS: readonly (readonly [text: string, code: string, problem: string])[] = [
  ['', 'SBL-EAI-13002', 'character 1'],
  ['[Name] =', 'SBL-EAI-13002', 'character 9: the query ends'],
  ['[Name = "x"', 'SBL-EAI-13002', 'no closing ]'],
  ['[] = "x"', 'SBL-EAI-13002', 'no name'],
  ['[Name] = "x', 'SBL-EAI-13002', 'no closing "'],
  ['[Name] = Tyne', 'SBL-EAI-13002', 'fields are written [Tyne]'],
  ['[Name] != "x"', 'SBL-EAI-13002', 'write <>'],
  ['[Name] = “x”', 'SBL-EAI-13002', 'straight quotes'],
  ['[Name] @ "x"', 'SBL-EAI-13002', 'no part of the language'],
  ['[Name] LIEK "x"', 'SBL-EAI-13002', 'did you mean LIKE'],
  ['[Name] ~ "x"', 'SBL-EAI-13002', '=, LIKE'],
  ['[Name] NOT "x"', 'SBL-EAI-13002', 'LIKE'],
  ['[Name] IS "x"', 'SBL-EAI-13002', 'NULL or NOT NULL'],
  ['[Name] IS NOT "x"', 'SBL-EAI-13002', 'where NULL'],
  ['([Name] = "x"', 'SBL-EAI-13002', 'no closing )'],
  ['([Name] = "x" "y")', 'SBL-EAI-13002', 'or )'],
  ['[Name] = NOT', 'SBL-EAI-13002', 'a value'],
  ['[Name] = AND ("x")', 'SBL-EAI-13002', 'AND'],
  ['[Nmae] = "x"', 'SBL-DAT-00398', 'Name'],
  ['Uper([Name]) = "x"', 'SBL-DAT-00398', 'Upper'],
  ['[&Unknown] = "x"', 'SBL-DAT-00398', 'argument'],
  ['EXISTS ([Contact.Name] = "x")', 'SBL-DAT-00398', 'component'],
  ['EXISTS ([Name] = "x")', 'SBL-EAI-13010', 'EXISTS needs'],
  ['EXISTS ([Account Synonym.Id] = [Related Contact.Id])', 'SBL-EAI-13010', 'one component'],
  ['Left([Name]) = "x"', 'SBL-EAI-13010', 'Left(text, count)'],
  ['Left([Name], [EAI Sync Date]) = "x"', 'SBL-EAI-13010', 'Left takes'],
  ['Left([Name], "two") = "x"', 'SBL-EAI-13010', 'two'],
  ['Today(1) = "x"', 'SBL-EAI-13010', 'Today()'],
  [`[${'x'.repeat(60)}] = 1`, 'SBL-DAT-00398', 'xxx…'],
  [`[Name] = ${'x'.repeat(60)}`, 'SBL-EAI-13002', 'xxx…'],
  ['IfNull([Alias], [Credit Score]) = "x"', 'SBL-EAI-13010', 'a number stands'],
  ['[Name]', 'SBL-EAI-13010', 'a value stands'],
  ['[Name] = ([Name] = "x")', 'SBL-EAI-13010', 'a condition stands'],
  ['[Name] = ""', 'SBL-EAI-13010', 'IS NULL'],
  ['[Credit Score] = "high"', 'SBL-EAI-13010', 'high'],
  ['[Credit Score] = 1234567890123456789', 'SBL-EAI-13010', '1234567890123456789'],
  ['[Credit Score] LIKE "7*"', 'SBL-EAI-13010', 'LIKE looks into texts'],
  ['[Name] LIKE [Alias]', 'SBL-EAI-13010', 'known beforehand'],
  ['[EAI Sync Date] = 12', 'SBL-EAI-13010', 'ToDate'],
  ['[EAI Sync Date] * 2 = 1', 'SBL-EAI-13010', ''],
  ['[EAI Sync Date] + [EAI Sync Date] = 1', 'SBL-EAI-13010', ''],
  ['-[Name] = 1', 'SBL-EAI-13010', ''],
  [`${'('.repeat(70)}1${')'.repeat(70)} = 1`, 'SBL-EAI-13012', 'nests'],
  [`1${' + 1'.repeat(70)} = 1`, 'SBL-EAI-13012', 'nests'],
  [`[Name] = "${'x'.repeat(33_000)}"`, 'SBL-EAI-13012', '32768'],
  [Array.from({ length: 2000 }, () => '1 = 1').join(' OR '), 'SBL-EAI-13012', '5000'],
];

/** Values of examples that are refused. */
const FIELD_QUERIES: readonly (readonly [value: string, code: string])[] = [
  ['>=', 'SBL-EAI-13002'],
  ['= "x', 'SBL-EAI-13002'],
  ['= "x" y', 'SBL-EAI-13002'],
  ['= = x', 'SBL-EAI-13002'],
  ['"x" OR > ', 'SBL-EAI-13002'],
  ['"x', 'SBL-EAI-13002'],
  ['"x" AND', 'SBL-EAI-13002'],
  ['> 10 AND', 'SBL-EAI-13002'],
  ['A* AND NOT', 'SBL-EAI-13002'],
  ['(A* OR B*', 'SBL-EAI-13002'],
  ['A* OR B*)', 'SBL-EAI-13002'],
  ['NOT (A* OR B*))', 'SBL-EAI-13002'],
  [`${'NOT '.repeat(70)}x`, 'SBL-EAI-13012'],
  [`${'x* OR '.repeat(5100)}x`, 'SBL-EAI-13012'],
];

/** What values of examples mean: as a condition on the field [f]. */
const MEANINGS: readonly (readonly [value: string, meaning: string])[] = [
  ['Black AND White Ltd', '[f] = "Black AND White Ltd"'],
  ['Terms and conditions', '[f] = "Terms and conditions"'],
  ['R&D (North)', '[f] = "R&D (North)"'],
  ['(North) Ltd', '[f] = "(North) Ltd"'],
  ['(North)', '[f] = "(North)"'],
  ["O'Brien OR D'Arcy", `[f] = "O'Brien" OR [f] = "D'Arcy"`],
  ["'s-Hertogenbosch", `[f] = "'s-Hertogenbosch"`],
  ['"Tyne" Ltd', '[f] = """Tyne"" Ltd"'],
  ['"A* AND B"', '[f] = "A* AND B"'],
  ['~tyne', '[f] ~= "tyne"'],
  ['~tyne*', '[f] ~LIKE "tyne*"'],
  ['~"tyne*"', '[f] ~= "tyne*"'],
  ['NOT LIKE "*x*"', '[f] NOT LIKE "*x*"'],
  ['NOT ~LIKE "*x*"', '[f] NOT ~LIKE "*x*"'],
  ['is not null', '[f] IS NOT NULL'],
  ['> 10 AND < 20 OR IS NULL', '([f] > "10" AND [f] < "20") OR [f] IS NULL'],
  ['NOT (A* OR (B* AND <> BC))', 'NOT ([f] LIKE "A*" OR ([f] LIKE "B*" AND [f] <> "BC"))'],
  ['Tyne OR', '[f] = "Tyne OR"'],
  ['(North', '[f] = "(North"'],
  ['A) B', '[f] = "A) B"'],
  ['"A)" OR B*', '[f] = "A)" OR [f] LIKE "B*"'],
  ['= A (B) AND C*', '[f] = "A (B)" AND [f] LIKE "C*"'],
];

describe('queries', () => {
  for (const [text, code, problem] of CONDITIONS) {
    it(`refuse ${text.length > 60 ? `${text.slice(0, 59)}…` : text}`, () => {
      const error = refusal(() => bindCondition(parseExpression(text), { component }));
      expect(error.code).to.equal(code);
      expect(error.message).to.include(problem);
    });
  }

  for (const [value, code] of FIELD_QUERIES) {
    it(`refuse ${value.slice(0, 40)} in an example`, () => {
      expect(refusal(() => parseFieldQuery(value, name)).code).to.equal(code);
    });
  }

  for (const [value, meaning] of MEANINGS) {
    it(`take ${value} in an example for ${meaning}`, () => {
      const expected = parseExpression(meaning.replaceAll('[f]', `[${name.name}]`));
      expect(withoutSpans(parseFieldQuery(value, name))).to.deep.equal(withoutSpans(expected));
    });
  }

  for (const text of ['', '[Name] (UP)', '[Name] x', ',', '[Name],', '[Name] (DESCENDIN)']) {
    it(`refuse the sort spec '${text}'`, () => {
      expect(refusal(() => parseSortSpec(text)).code).to.equal('SBL-EAI-13002');
    });
  }

  it('refuse to sort by too much', () => {
    const many = Array.from({ length: 30 }, () => 'Name').join();
    expect(refusal(() => parseSortSpec(many)).code).to.equal('SBL-EAI-13012');
  });

  const pieces = [
    '[Name]',
    '"x"',
    "'",
    '(',
    ')',
    'AND',
    'OR',
    'NOT',
    '~',
    'LIKE',
    '=',
    '<>',
    '*',
    '?',
    '-1',
    'IS',
    'NULL',
    'EXISTS(',
    ',',
    'Left(',
    '[',
    '"',
  ];
  const texts = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((words) => words.join(' ')),
  );

  const DAYS: readonly (readonly [value: string, meaning: string])[] = [
    ['01/31/2026', '[f] >= ToDate("01/31/2026") AND [f] < ToDate("01/31/2026") + 1'],
    ['= 01/31/2026', '[f] >= ToDate("01/31/2026") AND [f] < ToDate("01/31/2026") + 1'],
    ['01/31/2026 14:05:09', '[f] = "01/31/2026 14:05:09"'],
    ['<> 01/31/2026', '[f] < ToDate("01/31/2026") OR [f] >= ToDate("01/31/2026") + 1'],
    ['> 01/31/2026', '[f] >= ToDate("01/31/2026") + 1'],
    ['<= 01/31/2026', '[f] < ToDate("01/31/2026") + 1'],
    ['>= 01/31/2026', '[f] >= ToDate("01/31/2026")'],
    ['< 01/31/2026', '[f] < ToDate("01/31/2026")'],
    ['> Today() - 7', '[f] > Today() - 7'],
    ['< Timestamp()', '[f] < Timestamp()'],
    ['> Yesterday()', '[f] > "Yesterday()"'],
  ];
  const synchronized = component.fieldsByName.get('EAI Sync Date') ?? expect.fail();
  for (const [value, meaning] of DAYS) {
    it(`take ${value} in an example of a date and time for ${meaning}`, () => {
      const expected = parseExpression(meaning.replaceAll('[f]', '[EAI Sync Date]'));
      expect(withoutSpans(parseFieldQuery(value, synchronized))).to.deep.equal(withoutSpans(expected));
    });
  }

  it('say where a function in an example is wrong, counted in the value', () => {
    const error = refusal(() => bindCondition(parseFieldQuery('x OR > Today()', name), { component }));
    expect(error.message).to.include('character 8');
  });

  it('read brackets that are text in time that grows with their number', () => {
    const value = `${'('.repeat(60)}North`;
    expect(withoutSpans(parseFieldQuery(value, name))).to.deep.equal(
      withoutSpans(parseExpression(`[${name.name}] = "${value}"`)),
    );
  });

  it('end with a condition or a refusal, whatever they are', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const parse of [parseExpression, parseSortSpec, (value: string) => parseFieldQuery(value, name)]) {
          try {
            parse(text);
          } catch (error) {
            expect(error).to.be.instanceOf(CutError);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});

function refusal(work: () => unknown): CutError {
  try {
    work();
  } catch (error) {
    if (error instanceof CutError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

function withoutSpans(tree: unknown): unknown {
  return JSON.parse(JSON.stringify(tree, (key, value: unknown) => (key === 'span' ? undefined : value)));
}
