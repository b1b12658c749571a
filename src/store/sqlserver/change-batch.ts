import type { Stamp } from '../store.ts';
import { rowsParameter } from './change-rows.ts';
import type { ChangeStatement } from './change-statement.ts';
import { changeText, GONE_DECLARATION } from './change-text.ts';
import { Parameters } from './parameters.ts';
import type { Statement } from './sql.ts';

/** With what rows of a table were read, by ROW_ID. */
export type Expected = (table: string) => ReadonlyMap<string, string | null> | undefined;

/**
 * All statements as one batch, so that they take one round trip.
 * @param now in canonical form
 */
export function changeBatch(
  statements: readonly ChangeStatement[],
  { by, source }: Stamp,
  now: string,
  { expected, schema }: { expected: Expected; schema?: string },
): Statement {
  const parameters = new Parameters();
  const stamp = { now: parameters.add(now), by: parameters.add(by), source: parameters.add(source) };
  const texts = statements.map((statement) => {
    const read = expected(statement.table.name);
    const rows = parameters.add(rowsParameter(statement, (rowId) => read?.get(rowId)));
    const counted = statement.kind !== 'insert' && statement.kind !== 'assign';
    const count = counted ? parameters.add(statement.rows.length) : '';
    return changeText(statement, { rows, count, stamp, ...(schema === undefined ? {} : { schema }) });
  });
  const isChecked = statements.some(({ kind }) => kind !== 'insert' && kind !== 'assign');
  return {
    text: [...(isChecked ? [GONE_DECLARATION] : []), ...texts].join('\n'),
    parameters: parameters.values,
  };
}
