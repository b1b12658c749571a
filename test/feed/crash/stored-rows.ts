import { openDatabase } from '../../support/database.ts';
import { model } from '../../support/model.ts';

/** What two runs have of their own: when they ran. */
const TIMES = ['CREATED', 'LAST_UPD', 'DB_LAST_UPD'];
/** More rows than a table has. */
const LIMIT = 100_000;

/**
 * All rows of the model's tables, each as text, in an order that does not depend on ROW_IDs. A ROW_ID stands there as the table and the integration
 * id of its row; that of a row without one (a link) is left out.
 */
export async function storedRows(directory: string): Promise<readonly string[]> {
  const tables = [...model.tables.values()];
  const store = await openDatabase(directory, tables);
  const all = await store.read(async (reader) => {
    const read: { table: string; rows: (readonly (readonly [column: string, value: string | null])[])[] }[] = [];
    for (const table of tables) {
      const columns = [...table.columns.values()];
      const shape = { table, joins: [], where: [], columns: columns.map((column) => ({ alias: 't', column })) };
      const rows = await reader.select({ shape, condition: { kind: 'all', of: [] }, limit: LIMIT });
      read.push({
        table: table.name,
        rows: rows.map((row) => columns.map(({ name }, position) => [name, row[position] ?? null])),
      });
    }
    return read;
  });
  await store.close();
  const names = new Map<unknown, string>();
  for (const { table, rows } of all) {
    for (const row of rows) {
      const { ROW_ID, INTEGRATION_ID } = Object.fromEntries(row);
      if (typeof INTEGRATION_ID === 'string') names.set(ROW_ID, `${table} ${INTEGRATION_ID}`);
    }
  }
  return all
    .flatMap(({ table, rows }) =>
      rows.map((row) => {
        const facts = row.flatMap(([column, value]) => {
          if (value === null || TIMES.includes(column)) return [];
          const isOwn = column === 'ROW_ID' && /^1-/.test(value) && !names.has(value);
          return isOwn ? [] : [`${column}=${names.get(value) ?? value}`];
        });
        return `${table}: ${facts.join(', ')}`;
      }),
    )
    .sort();
}
