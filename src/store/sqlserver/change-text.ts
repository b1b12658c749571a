/** Statements that change rows, as T-SQL: one statement for all the rows, which come as JSON. */
import type { Column } from '../../model/model.ts';
import { isSet, keepsColumns, rowIdSource, rowSource } from './change-rows.ts';
import type { ChangeStatement } from './change-statement.ts';
import { BINARY, isAscii, isText } from './column-type.ts';
import { quoteName, quoteText, tableName } from './identifiers.ts';

/**
 * Number of the error raised when a row to update or delete is not there; its message is the table and the row's ROW_ID. Far from 50001 and those after it,
 * with which the triggers of others begin to count.
 */
export const ROW_GONE = 1_129_665_601;
/** Number of the error raised when a row to update or delete is not as the transaction has read it. */
export const ROW_CHANGED = 1_129_665_602;

/** The parameters that the statements of a batch share: when, who and by which way. */
export interface StampParameters {
  readonly now: string;
  readonly by: string;
  readonly source: string;
}

/** What {@link changeText} declares of the variable that names a row which is gone. */
export const GONE_DECLARATION = 'DECLARE @gone nvarchar(2048);';

/**
 * @param rows the parameter with the rows, see {@link rowsParameter}
 * @param count the parameter with their number
 */
export function changeText(
  { kind, table, columns, rows: changed }: ChangeStatement,
  { rows, count, stamp, schema }: { rows: string; count: string; stamp: StampParameters; schema?: string },
): string {
  const target = tableName(table.name, schema);
  const isKeeping = keepsColumns(changed);
  const json = (): string => rowSource(rows, columns, isKeeping);
  if (kind === 'insert') return insertText(target, columns, json(), stamp);
  const set = assignments(kind, columns, { stamp, isKeeping }).join(', ');
  const matching = `FROM ${target} AS [t] JOIN ${json()} ON [t].[ROW_ID] = [j].[r] ${BINARY}`;
  if (kind === 'assign') return `UPDATE [t] SET ${set} ${matching};`;
  const expected = `AND ([j].[m] IS NULL OR [t].[MODIFICATION_NUM] = [j].[m])`;
  const change = kind === 'delete' ? `DELETE [t] ${matching}` : `UPDATE [t] SET ${set} ${matching}`;
  const gone =
    `SELECT TOP (1) @gone = [j].[r] FROM ${rowIdSource(rows)} ` +
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

function assignments(
  kind: ChangeStatement['kind'],
  columns: readonly Column[],
  { stamp, isKeeping }: { stamp: StampParameters; isKeeping: boolean },
): string[] {
  const own = columns.map(
    (column, position) =>
      `[t].${quoteName(column.name)} = ${isKeeping ? setOrKept(column, position) : given(position)}`,
  );
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

function given(position: number): string {
  return `[j].[c${position}]`;
}

/**
 * The new value, or the one that the row has. Texts of different collations need a third one to meet in (CASE would have none); what is kept goes
 * there and back as nvarchar, which no code page takes letters from, and in a length that cuts nothing off.
 */
function setOrKept({ name, type }: Column, position: number): string {
  const kept = `[t].${quoteName(name)}`;
  const [value, same] = isText(type)
    ? [`${given(position)} ${BINARY}`, isAscii(type) ? `CAST(${kept} AS nvarchar(max))` : kept]
    : [given(position), kept];
  return `CASE WHEN ${isSet(position)} THEN ${value} ELSE ${same} END`;
}

function moment(parameter: string): string {
  return `CAST(${parameter} AS datetime2(3))`;
}
