import { expect } from 'chai';
import type { Condition, Operand, PatternPart, StoreFunction, ValueType } from '../../../src/store/condition.ts';
import { conditionText } from '../../../src/store/sqlserver/condition.ts';
import { Parameters } from '../../../src/store/sqlserver/parameters.ts';
import { ACCOUNT, ASSET, equals, referenceTo, shapeOf } from '../tables.ts';

const column = (name: string, type: ValueType = 'text'): Operand => ({
  kind: 'column',
  type,
  column: referenceTo(ASSET, name),
});
const value = (text: string | null, type: ValueType = 'text'): Operand => ({ kind: 'value', type, value: text });
const call = (name: StoreFunction, type: ValueType, ...of: Operand[]): Operand => ({
  kind: 'call',
  type,
  function: name,
  of,
});
type Comparison = Extract<Condition, { kind: 'compare' }>;
const compare = (left: Operand, operator: Comparison['operator'], right: Operand, ignoreCase = false): Condition => ({
  kind: 'compare',
  left,
  operator,
  right,
  ignoreCase,
});
const like = (pattern: readonly PatternPart[], ignoreCase = false): Condition => ({
  kind: 'like',
  operand: text,
  pattern,
  ignoreCase,
});
const inAccount = (name: string) => referenceTo(ACCOUNT, name);
const text = column('TEXT');
const amount = column('AMOUNT', 'number');

/** What is asked, as T-SQL with its parameters. */
const CASES: readonly (readonly [name: string, condition: Condition, text: string, parameters: readonly unknown[]])[] =
  [
    ['equals of a text', equals(ASSET, 'TEXT', 'Tyne'), '[t].[TEXT] = @p1 COLLATE Latin1_General_BIN2', ['Tyne']],
    [
      'equals of a phone number',
      equals(ASSET, 'PHONE', '+44'),
      '[t].[PHONE] = CAST(@p1 AS varchar(8000)) COLLATE Latin1_General_BIN2',
      ['+44'],
    ],
    ['equals of a number', equals(ASSET, 'AMOUNT', '1.5'), '[t].[AMOUNT] = CAST(@p1 AS decimal(22, 7))', ['1.5']],
    ['equals of a day', equals(ASSET, 'DAY', '2026-01-31'), '[t].[DAY] = CAST(@p1 AS date)', ['2026-01-31']],
    [
      'equals of a time',
      equals(ASSET, 'UTC_DT', '2026-01-31 10:00:00'),
      '[t].[UTC_DT] = CAST(@p1 AS datetime2(3))',
      ['2026-01-31 10:00:00'],
    ],
    ['equals of a note', equals(ASSET, 'NOTE', 'long'), '[t].[NOTE] = @p1 COLLATE Latin1_General_BIN2', ['long']],
    ['equals of what the column cannot hold', equals(ASSET, 'PHONE', 'é'), '[t].[PHONE] <> [t].[PHONE]', []],
    ['is null', { kind: 'is-null', column: referenceTo(ASSET, 'TEXT') }, '[t].[TEXT] IS NULL', []],
    ['compare texts', compare(text, '<', value('M')), '[t].[TEXT] < @p1 COLLATE Latin1_General_BIN2', ['M']],
    [
      'compare numbers',
      compare(amount, '>=', value('10', 'number')),
      '[t].[AMOUNT] >= CAST(@p1 AS decimal(22, 7))',
      ['10'],
    ],
    [
      'compare days',
      compare(column('DAY', 'date'), '<>', value('2026-01-31', 'date')),
      '[t].[DAY] <> CAST(@p1 AS date)',
      ['2026-01-31'],
    ],
    [
      'compare times',
      compare(column('LOCAL_DT', 'datetime'), '>', value('2026-01-31 10:00:00', 'datetime')),
      '[t].[LOCAL_DT] > CAST(@p1 AS datetime2(3))',
      ['2026-01-31 10:00:00'],
    ],
    [
      'compare without case',
      compare(text, '=', value('TYNE'), true),
      'LOWER([t].[TEXT] COLLATE Latin1_General_BIN2) = LOWER(@p1 COLLATE Latin1_General_BIN2)',
      ['TYNE'],
    ],
    [
      'like',
      like([{ text: '50%_[x]\\' }, 'any-text', 'one-character']),
      "[t].[TEXT] LIKE @p1 COLLATE Latin1_General_BIN2 ESCAPE '\\'",
      ['50\\%\\_\\[x]\\\\%_'],
    ],
    [
      'like without case',
      like([{ text: 'ty' }, 'any-text'], true),
      "LOWER([t].[TEXT] COLLATE Latin1_General_BIN2) LIKE LOWER(@p1 COLLATE Latin1_General_BIN2) ESCAPE '\\'",
      ['ty%'],
    ],
    [
      'no value',
      { kind: 'no-value', operand: call('upper', 'text', text) },
      'UPPER([t].[TEXT] COLLATE Latin1_General_BIN2) IS NULL',
      [],
    ],
    [
      'not',
      { kind: 'not', of: { kind: 'any', of: [equals(ASSET, 'TEXT', 'a'), equals(ASSET, 'TEXT', 'b')] } },
      'NOT (([t].[TEXT] = @p1 COLLATE Latin1_General_BIN2 OR [t].[TEXT] = @p2 COLLATE Latin1_General_BIN2))',
      ['a', 'b'],
    ],
    ['all of nothing', { kind: 'all', of: [] }, '1 = 1', []],
    ['any of nothing', { kind: 'any', of: [] }, '1 = 0', []],
    [
      'any of many keys',
      {
        kind: 'any',
        of: [
          equals(ASSET, 'TEXT', 'a'),
          equals(ASSET, 'TEXT', 'b'),
          { kind: 'is-null', column: referenceTo(ASSET, 'NOTE') },
        ],
      },
      "(EXISTS (SELECT 1 FROM OPENJSON(@p1) WITH ([k0] nvarchar(4000) '$[0]') AS [keys] WHERE [t].[TEXT] = [keys].[k0] COLLATE Latin1_General_BIN2) OR [t].[NOTE] IS NULL)",
      ['[["a"],["b"]]'],
    ],
    [
      'any of keys with a null',
      {
        kind: 'any',
        of: ['a', 'b'].map((v) => ({
          kind: 'all',
          of: [
            equals(ASSET, 'TEXT', v),
            equals(ASSET, 'AMOUNT', '1'),
            { kind: 'is-null', column: referenceTo(ASSET, 'NOTE') },
          ],
        })),
      },
      "(EXISTS (SELECT 1 FROM OPENJSON(@p1) WITH ([k0] nvarchar(4000) '$[0]', [k1] decimal(22, 7) '$[1]') AS [keys] WHERE [t].[TEXT] = [keys].[k0] COLLATE Latin1_General_BIN2 AND [t].[AMOUNT] = [keys].[k1]) AND [t].[NOTE] IS NULL)",
      ['[["a","1"],["b","1"]]'],
    ],
    [
      'exists in exists',
      {
        kind: 'exists',
        shape: {
          ...shapeOf(ACCOUNT, ['NAME']),
          where: [
            { column: inAccount('LOC'), value: "King's Lynn" },
            { column: inAccount('BU_ID'), value: '0-R9NH' },
          ],
        },
        parent: inAccount('PAR_OU_ID'),
        of: inAccount('ROW_ID'),
        condition: {
          kind: 'all',
          of: [
            equals(ACCOUNT, 'NAME', 'x'),
            {
              kind: 'exists',
              shape: shapeOf(ACCOUNT, ['NAME']),
              parent: inAccount('PAR_OU_ID'),
              of: inAccount('ROW_ID'),
              condition: equals(ACCOUNT, 'NAME', 'y'),
            },
          ],
        },
      },
      "EXISTS (SELECT 1 FROM [S_ORG_EXT] AS [1.t] WHERE [1.t].[PAR_OU_ID] = [t].[ROW_ID] AND [1.t].[LOC] = N'King''s Lynn' COLLATE Latin1_General_BIN2 AND [1.t].[BU_ID] = '0-R9NH' COLLATE Latin1_General_BIN2 AND ([1.t].[NAME] = @p1 COLLATE Latin1_General_BIN2 AND EXISTS (SELECT 1 FROM [S_ORG_EXT] AS [2.t] WHERE [2.t].[PAR_OU_ID] = [1.t].[ROW_ID] AND [2.t].[NAME] = @p2 COLLATE Latin1_General_BIN2)))",
      ['x', 'y'],
    ],
    [
      'add',
      compare(call('add', 'number', amount, value('1', 'number')), '=', value('2', 'number')),
      'TRY_CAST([t].[AMOUNT] + CAST(@p1 AS decimal(22, 7)) AS decimal(22, 7)) = CAST(@p2 AS decimal(22, 7))',
      ['1', '2'],
    ],
    [
      'subtract',
      compare(call('subtract', 'number', amount, value('1', 'number')), '=', value('2', 'number')),
      'TRY_CAST([t].[AMOUNT] - CAST(@p1 AS decimal(22, 7)) AS decimal(22, 7)) = CAST(@p2 AS decimal(22, 7))',
      ['1', '2'],
    ],
    [
      'multiply',
      compare(call('multiply', 'number', amount, column('QTY', 'number')), '=', value('2', 'number')),
      'TRY_CAST([t].[AMOUNT] * [t].[QTY] AS decimal(22, 7)) = CAST(@p1 AS decimal(22, 7))',
      ['2'],
    ],
    [
      'divide',
      compare(call('divide', 'number', amount, column('QTY', 'number')), '=', value('2', 'number')),
      'TRY_CAST([t].[AMOUNT] / NULLIF([t].[QTY], 0) AS decimal(22, 7)) = CAST(@p1 AS decimal(22, 7))',
      ['2'],
    ],
    [
      'negate',
      compare(call('negate', 'number', amount), '=', value('2', 'number')),
      '(-[t].[AMOUNT]) = CAST(@p1 AS decimal(22, 7))',
      ['2'],
    ],
    [
      'concatenate',
      compare(call('concatenate', 'text', text, amount), '=', value('x')),
      "(SELECT CASE WHEN DATALENGTH([o].[a]) > 0 THEN [o].[a] END FROM (VALUES (CONCAT(CAST([t].[TEXT] COLLATE Latin1_General_BIN2 AS nvarchar(max)), CAST(FORMAT([t].[AMOUNT], '0.#######', 'en-US') COLLATE Latin1_General_BIN2 AS nvarchar(max))))) AS [o] ([a])) COLLATE Latin1_General_BIN2 = @p1 COLLATE Latin1_General_BIN2",
      ['x'],
    ],
    [
      'length',
      compare(call('length', 'number', text), '=', value('2', 'number')),
      'CAST(DATALENGTH(CAST([t].[TEXT] COLLATE Latin1_General_BIN2 AS nvarchar(max))) / 2 AS decimal(22, 7)) = CAST(@p1 AS decimal(22, 7))',
      ['2'],
    ],
    [
      'left',
      compare(call('left', 'text', text, value('2', 'number')), '=', value('x')),
      '(SELECT LEFT([o].[a], CASE WHEN [o].[b] >= 1 THEN [o].[b] END) FROM (VALUES (CAST([t].[TEXT] COLLATE Latin1_General_BIN2 AS nvarchar(max)), CAST(CAST(@p1 AS decimal(22, 7)) AS bigint))) AS [o] ([a], [b])) COLLATE Latin1_General_BIN2 = @p2 COLLATE Latin1_General_BIN2',
      ['2', 'x'],
    ],
    [
      'right',
      compare(call('right', 'text', text, value('2', 'number')), '=', value('x')),
      '(SELECT RIGHT([o].[a], CASE WHEN [o].[b] >= 1 THEN [o].[b] END) FROM (VALUES (CAST([t].[TEXT] COLLATE Latin1_General_BIN2 AS nvarchar(max)), CAST(CAST(@p1 AS decimal(22, 7)) AS bigint))) AS [o] ([a], [b])) COLLATE Latin1_General_BIN2 = @p2 COLLATE Latin1_General_BIN2',
      ['2', 'x'],
    ],
    [
      'middle',
      compare(call('middle', 'text', text, value('2', 'number')), '=', value('x')),
      '(SELECT CASE WHEN [o].[b] BETWEEN 1 AND DATALENGTH([o].[a]) / 2 AND [o].[c] >= 1 THEN SUBSTRING([o].[a], [o].[b], [o].[c]) END FROM (VALUES (CAST([t].[TEXT] COLLATE Latin1_General_BIN2 AS nvarchar(max)), CAST(CAST(@p1 AS decimal(22, 7)) AS bigint), 1073741823)) AS [o] ([a], [b], [c])) COLLATE Latin1_General_BIN2 = @p2 COLLATE Latin1_General_BIN2',
      ['2', 'x'],
    ],
    [
      'middle with a count',
      compare(call('middle', 'text', text, value('2', 'number'), value('3', 'number')), '=', value('x')),
      '(SELECT CASE WHEN [o].[b] BETWEEN 1 AND DATALENGTH([o].[a]) / 2 AND [o].[c] >= 1 THEN SUBSTRING([o].[a], [o].[b], [o].[c]) END FROM (VALUES (CAST([t].[TEXT] COLLATE Latin1_General_BIN2 AS nvarchar(max)), CAST(CAST(@p1 AS decimal(22, 7)) AS bigint), CAST(CAST(@p2 AS decimal(22, 7)) AS bigint))) AS [o] ([a], [b], [c])) COLLATE Latin1_General_BIN2 = @p3 COLLATE Latin1_General_BIN2',
      ['2', '3', 'x'],
    ],
    [
      'lower',
      compare(call('lower', 'text', text), '=', value('x')),
      'LOWER([t].[TEXT] COLLATE Latin1_General_BIN2) = @p1 COLLATE Latin1_General_BIN2',
      ['x'],
    ],
    [
      'trim',
      compare(call('trim', 'text', text), '=', value('x')),
      '(SELECT CASE WHEN DATALENGTH([o].[a]) > 0 THEN [o].[a] END FROM (VALUES (TRIM(CAST([t].[TEXT] COLLATE Latin1_General_BIN2 AS nvarchar(max))))) AS [o] ([a])) COLLATE Latin1_General_BIN2 = @p1 COLLATE Latin1_General_BIN2',
      ['x'],
    ],
    [
      'if null',
      compare(call('if-null', 'text', text, value('none')), '=', value('x')),
      'COALESCE([t].[TEXT] COLLATE Latin1_General_BIN2, @p1 COLLATE Latin1_General_BIN2) = @p2 COLLATE Latin1_General_BIN2',
      ['none', 'x'],
    ],
    [
      'if',
      compare(
        { kind: 'if', type: 'text', condition: equals(ASSET, 'FLG', 'Y'), value: text, otherwise: value(null) },
        '=',
        value('x'),
      ),
      '(CASE WHEN [t].[FLG] = CAST(@p1 AS varchar(8000)) COLLATE Latin1_General_BIN2 THEN [t].[TEXT] COLLATE Latin1_General_BIN2 ELSE @p2 COLLATE Latin1_General_BIN2 END) = @p3 COLLATE Latin1_General_BIN2',
      ['Y', null, 'x'],
    ],
  ];

const PHONE = 'CAST([t].[PHONE] AS nvarchar(max)) COLLATE Latin1_General_BIN2';
const TEXT = '[t].[TEXT] COLLATE Latin1_General_BIN2';
const yes: Condition = equals(ASSET, 'FLG', 'Y');
const phone = column('PHONE', 'text');
/** What makes one text of two columns that may differ in collation, and what it is made of. */
const OF_TWO_COLUMNS: readonly (readonly [what: string, operand: Operand, made: string])[] = [
  [
    'concatenate',
    call('concatenate', 'text', text, phone),
    `CONCAT(CAST(${TEXT} AS nvarchar(max)), CAST(${PHONE} AS nvarchar(max)))`,
  ],
  ['if null', call('if-null', 'text', text, phone), `COALESCE(${TEXT}, ${PHONE})`],
  ['if', { kind: 'if', type: 'text', condition: yes, value: phone, otherwise: text }, `THEN ${PHONE} ELSE ${TEXT} END`],
  [
    'upper of one or the other',
    call('upper', 'text', call('if-null', 'text', text, phone)),
    `UPPER(COALESCE(${TEXT}, ${PHONE}))`,
  ],
  [
    'left of one or the other',
    call('left', 'text', call('if-null', 'text', text, phone), value('1', 'number')),
    `CAST(COALESCE(${TEXT}, ${PHONE}) AS nvarchar(max))`,
  ],
  [
    'one or the other of what is made',
    call('if-null', 'text', call('upper', 'text', text), call('trim', 'text', phone)),
    `COALESCE(UPPER(${TEXT}), (SELECT CASE WHEN DATALENGTH([o].[a]) > 0 THEN [o].[a] END FROM (VALUES (TRIM(CAST(${PHONE} AS nvarchar(max))))) AS [o] ([a])) COLLATE Latin1_General_BIN2)`,
  ],
];

describe('SQL Server conditions', () => {
  for (const [what, operand, made] of OF_TWO_COLUMNS) {
    it(`give texts that are made of two columns one collation: ${what}`, () => {
      const compared = conditionText(compare(operand, '=', value('x')), new Parameters());
      expect(compared)
        .to.include(made)
        .and.match(/ = @p\d COLLATE Latin1_General_BIN2$/);
      const ignoringCase: Condition = { kind: 'compare', operator: '<', left: operand, right: phone, ignoreCase: true };
      expect(conditionText(ignoringCase, new Parameters()))
        .to.include(made)
        .and.match(/ < LOWER\(CAST\(.*BIN2\)$/);
    });
  }

  it('compare two columns in one collation', () => {
    expect(conditionText(compare(text, '<', phone), new Parameters())).to.equal(
      '[t].[TEXT] < [t].[PHONE] COLLATE Latin1_General_BIN2',
    );
  });

  for (const [name, condition, expected, values] of CASES) {
    it(name, () => {
      const parameters = new Parameters();
      expect(conditionText(condition, parameters)).to.equal(expected);
      expect(parameters.values).to.deep.equal(values);
    });
  }

  it('are refused with more values than SQL Server takes', () => {
    const of = Array.from({ length: 2001 }, (_, index) => compare(text, '<>', value(String(index))));
    expect(() => conditionText({ kind: 'all', of }, new Parameters())).to.throw(RangeError, '2000');
  });
});
