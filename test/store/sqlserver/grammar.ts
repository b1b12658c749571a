import { parse } from '@guanmingchiu/sqlparser-ts';
import { expect } from 'chai';

/** What SQL Server has and the grammar has not, in the one form in which we write it. */
export interface Exception {
  readonly what: string;
  readonly written: RegExp;
  /** How the grammar takes what is around it. */
  readonly taken: string;
  /** A statement that the grammar refuses for nothing else. */
  readonly example: string;
}

export const EXCEPTIONS: readonly Exception[] = [
  {
    what: 'result of a procedure',
    written: /^EXEC @result = (?=sp_getapplock )/gm,
    taken: 'EXEC ',
    example: 'EXEC @result = sp_getapplock @Resource = @p1;',
  },
  {
    what: 'parameter in FETCH',
    written: /(?<= OFFSET @p\d+ ROWS FETCH NEXT )@p\d+(?= ROWS ONLY$)/g,
    taken: '1',
    example: 'SELECT [a] FROM [t] ORDER BY [a] OFFSET @p1 ROWS FETCH NEXT @p2 ROWS ONLY',
  },
  {
    what: 'clustered index',
    written: /^CREATE UNIQUE CLUSTERED INDEX (?=\[)/g,
    taken: 'CREATE UNIQUE INDEX ',
    example: 'CREATE UNIQUE CLUSTERED INDEX [i] ON [t] ([a])',
  },
  {
    what: 'TOP in DELETE',
    written: /^DELETE TOP \(@p\d+\) (?=FROM \[)/g,
    taken: 'DELETE ',
    example: 'DELETE TOP (@p1) FROM [t] WHERE [a] = 1;',
  },
  {
    what: 'name of a savepoint',
    written: /(?<=^IF XACT_STATE\(\) = 1 ROLLBACK TRANSACTION) \[\w+\](?=;$)/gm,
    taken: '',
    example: 'IF XACT_STATE() = 1 ROLLBACK TRANSACTION [part1];',
  },
  {
    what: 'TRY without semicolon',
    written: /^((?:BEGIN|END) TRY|BEGIN CATCH)(?=\n| THROW; END CATCH;$)/gm,
    taken: '$1;',
    example: 'BEGIN TRY\nSELECT 1;\nEND TRY\nBEGIN CATCH THROW; END CATCH;',
  },
];

/**
 * Fails unless the grammar takes the text, but for exceptions.
 * @returns what these are
 */
export function exceptionsIn(text: string): readonly string[] {
  const used = EXCEPTIONS.filter(({ written }) => text.search(written) !== -1);
  const known = used.reduce((rest, { written, taken }) => rest.replace(written, taken), text);
  try {
    parse(known, 'mssql');
  } catch (error) {
    expect.fail(`${error}\n${text}`);
  }
  return used.map(({ what }) => what);
}
