/** Statements that change rows, as T-SQL: one statement for all the rows, which come as JSON. */
import type { Column, PhysicalType, Table } from '../../model/model.ts';
import type { ChangeStatement } from './change-plan.ts';
import { BINARY, holds } from './column-type.ts';
import { quoteName, quoteText, tableName } from './identifiers.ts';

/** Number of the error raised when a row to update or delete is not there; its message is the row's ROW_ID. */
export const ROW_GONE = 50001;
/** Number of the error raised when a row to update or delete is not as the transaction has read it. */
export const ROW_CHANGED = 50002;

/** The parameters that the statements of a batch share: when, who and by which way. */
export interface StampParameters {
  readonly now: string;
  readonly by: string;
  readonly source: string;
}

/** What {@link changeText} declares of the variable that names a row which is gone. */
export const GONE_DECLARATION = 'DECLARE @gone nvarchar(2048);';

/**
 * The rows as {@link changeText} reads them: ROW_ID, the MODIFICATION_NUM that it must have (null: any), how often the row is updated, and the values.
 * @param expected the MODIFICATION_NUM with which the transaction has read a row; undefined when it has not
 * @throws RangeError for a text that its column does not hold: OPENJSON would cut it off, or put question marks into it, and say nothing
 */
export function changeParameter(
  { table, columns, rows }: ChangeStatement,
  expected: (rowId: string) => string | null | undefined,
): string {
  for (const { values } of rows) {
    for (let position = 0; position < columns.length; position += 1) {
      const [column, value] = [columns[position], values[position] ?? null];
      if (column !== undefined && value !== null && !holds(column.type, value)) throw doesNotHold(table, column, value);
    }
  }
  return JSON.stringify(
    rows.map(({ rowId, values, modifications }) => [rowId, expected(rowId) ?? null, modifications, ...values]),
  );
}

function doesNotHold({ name: table }: Table, { name, type }: Column, value: string): RangeError {
  return new RangeError(`column ${table}.${name} (${type.kind}) does not hold this text of ${value.length} characters`);
}

/**
 * @param rows the parameter with the rows, see {@link changeParameter}
 * @param count the parameter with their number
 */
export function changeText(
  { kind, table, columns }: Pick<ChangeStatement, 'kind' | 'table' | 'columns'>,
  { rows, count, stamp, schema }: { rows: string; count: string; stamp: StampParameters; schema?: string },
): string {
  const target = tableName(table.name, schema);
  const json = (wanted: readonly Column[] = columns): string => rowSource(rows, columns, wanted);
  if (kind === 'insert') return insertText(target, columns, json(), stamp);
  const set = assignments(kind, columns, stamp).join(', ');
  const matching = `FROM ${target} AS [t] JOIN ${json()} ON [t].[ROW_ID] = [j].[r] ${BINARY}`;
  if (kind === 'assign') return `UPDATE [t] SET ${set} ${matching};`;
  const expected = `AND ([j].[m] IS NULL OR [t].[MODIFICATION_NUM] = [j].[m])`;
  const change = kind === 'delete' ? `DELETE [t] ${matching}` : `UPDATE [t] SET ${set} ${matching}`;
  const gone =
    `SELECT TOP (1) @gone = [j].[r] FROM ${json([])} ` +
    `WHERE NOT EXISTS (SELECT 1 FROM ${target} AS [t] WHERE [t].[ROW_ID] = [j].[r] ${BINARY});`;
  return [
    `${change} ${expected};`,
    `IF @@ROWCOUNT <> ${count} BEGIN`,
    `  ${gone}`,
    `  IF @gone IS NULL THROW ${ROW_CHANGED}, ${quoteText(table.name)}, 1;`,
    `  SET @gone = ${quoteText(`${table.name} `)} + @gone;`,
    `  THROW ${ROW_GONE}, @gone, 1;`,
    'END;',
  ].join('\n');
}

function insertText(target: string, columns: readonly Column[], json: string, stamp: StampParameters): string {
  const names = columns.map(({ name }) => quoteName(name));
  const system = ['ROW_ID', 'CREATED', 'CREATED_BY', 'LAST_UPD', 'LAST_UPD_BY', 'DB_LAST_UPD', 'DB_LAST_UPD_SRC'];
  const now = moment(stamp.now);
  const values = ['[j].[r]', now, stamp.by, now, stamp.by, now, stamp.source, '[j].[n]'];
  const into = [...system, 'MODIFICATION_NUM'].map(quoteName).concat(names);
  const selected = values.concat(columns.map((_, position) => `[j].[c${position}]`));
  return `INSERT INTO ${target} (${into.join(', ')})\nSELECT ${selected.join(', ')} FROM ${json};`;
}

function assignments(kind: ChangeStatement['kind'], columns: readonly Column[], stamp: StampParameters): string[] {
  const own = columns.map(({ name }, position) => `[t].${quoteName(name)} = [j].[c${position}]`);
  // Who it was is told to triggers by this column.
  if (kind === 'assign') return [...own, `[t].[LAST_UPD_BY] = ${stamp.by}`];
  const now = moment(stamp.now);
  const updated = [
    `[t].[LAST_UPD] = ${now}`,
    `[t].[LAST_UPD_BY] = ${stamp.by}`,
    `[t].[DB_LAST_UPD] = ${now}`,
    `[t].[DB_LAST_UPD_SRC] = ${stamp.source}`,
  ];
  if (kind === 'update') return [...own, ...updated, '[t].[MODIFICATION_NUM] = [t].[MODIFICATION_NUM] + [j].[n]'];
  const created = [`[t].[CREATED] = ${now}`, `[t].[CREATED_BY] = ${stamp.by}`, "[t].[CONFLICT_ID] = '0'"];
  return [...own, ...created, ...updated, '[t].[MODIFICATION_NUM] = [j].[n]'];
}

function rowSource(parameter: string, columns: readonly Column[], wanted: readonly Column[]): string {
  const fields = [
    "[r] varchar(15) '$[0]'",
    "[m] decimal(10,0) '$[1]'",
    "[n] decimal(10,0) '$[2]'",
    ...columns.flatMap((column, position) =>
      wanted.includes(column) ? [`[c${position}] ${jsonType(column.type)} '$[${3 + position}]'`] : [],
    ),
  ];
  return `OPENJSON(${parameter}) WITH (${fields.join(', ')}) AS [j]`;
}

/** Typed as the column is, so that nothing is converted row by row later. */
function jsonType(type: PhysicalType): string {
  switch (type.kind) {
    case 'id':
      return 'varchar(15)';
    case 'varchar':
    case 'nvarchar':
      return `${type.kind}(${type.length})`;
    case 'note':
      return 'nvarchar(max)';
    case 'flag':
      return 'char(1)';
    case 'number':
      return 'decimal(22,7)';
    case 'integer':
      return 'decimal(10,0)';
    case 'date':
      return 'date';
    case 'datetime':
    case 'utcdatetime':
      return 'datetime2(3)';
  }
}

function moment(parameter: string): string {
  return `CAST(${parameter} AS datetime2(3))`;
}
