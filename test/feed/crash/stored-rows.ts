import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What two runs have of their own: when they ran. */
const TIMES = ['CREATED', 'LAST_UPD', 'DB_LAST_UPD'];

/**
 * All rows of the model's tables, each as text, in an order that does not depend on ROW_IDs. A ROW_ID stands there as the table and the integration
 * id of its row; that of a row without one (a link) is left out.
 */
export function storedRows(directory: string): readonly string[] {
  using database = new DatabaseSync(join(directory, 'cut.db'), { readOnly: true, timeout: 10_000 });
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'S\\_%' ESCAPE '\\' ORDER BY name")
    .all()
    .map(({ name }) => String(name));
  const all = tables.map((table) => ({ table, rows: database.prepare(`SELECT * FROM ${table}`).all() }));
  const names = new Map<unknown, string>();
  for (const { table, rows } of all) {
    for (const row of rows)
      if (typeof row.INTEGRATION_ID === 'string') names.set(row.ROW_ID, `${table} ${row.INTEGRATION_ID}`);
  }
  return all
    .flatMap(({ table, rows }) =>
      rows.map((row) => {
        const facts = Object.entries(row).flatMap(([column, value]) => {
          if (value === null || TIMES.includes(column)) return [];
          const isOwn = column === 'ROW_ID' && /^1-/.test(String(value)) && !names.has(value);
          return isOwn ? [] : [`${column}=${names.get(value) ?? value}`];
        });
        return `${table}: ${facts.join(', ')}`;
      }),
    )
    .sort();
}
