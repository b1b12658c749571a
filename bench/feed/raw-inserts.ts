/**
 * The rows of a feed inserted by node:sqlite alone, with prepared statements, into an empty database of the same tables and indexes. Arguments:
 * database that the feed has filled, new database, accounts of one transaction. Prints the seconds that the transactions took; reading the rows
 * is not among them.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

const [filledPath = '', newPath = '', group = '500'] = process.argv.slice(2);
const filled = new DatabaseSync(filledPath, { readOnly: true, enableDoubleQuotedStringLiterals: false });
const empty = new DatabaseSync(newPath, { enableForeignKeyConstraints: false });
empty.exec(
  'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16000; PRAGMA cache_size = -65536',
);

const FED = "ROW_ID LIKE '1-%'";
const tables = copySchema().flatMap((table) => sourceOf(table));
const roots = Number(filled.prepare(`SELECT count(*) AS n FROM S_ORG_EXT WHERE ${FED}`).get()?.n);
process.stdout.write(String(insertAll(Math.ceil(roots / Number(group)))));
filled.close();
empty.close();

interface Source {
  readonly insert: StatementSync;
  readonly rows: IterableIterator<unknown>;
  /** Of all transactions but the last. */
  readonly rowsInTransaction: number;
}

function insertAll(transactions: number): number {
  let milliseconds = 0;
  for (let transaction = 0; transaction < transactions; transaction += 1) {
    const work = tables.map(({ insert, rows, rowsInTransaction }) => ({ insert, rows: take(rows, rowsInTransaction) }));
    const start = performance.now();
    empty.exec('BEGIN IMMEDIATE');
    for (const { insert, rows } of work) for (const row of rows) insert.run(...row);
    empty.exec('COMMIT');
    milliseconds += performance.now() - start;
  }
  return milliseconds / 1000;
}

function take(rows: IterableIterator<unknown>, count: number): SQLInputValue[][] {
  const taken: SQLInputValue[][] = [];
  while (taken.length < count) {
    const { done, value } = rows.next();
    if (done === true) break;
    taken.push(value as SQLInputValue[]);
  }
  return taken;
}

function copySchema(): string[] {
  const parts = filled
    .prepare("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
    .all();
  for (const { type, sql } of parts) if (type === 'table') empty.exec(String(sql));
  for (const { type, sql } of parts) if (type !== 'table') empty.exec(String(sql));
  return parts
    .filter(({ type, name }) => type === 'table' && String(name).startsWith('S_'))
    .map(({ name }) => String(name));
}

function sourceOf(table: string): Source[] {
  const count = Number(filled.prepare(`SELECT count(*) AS n FROM ${table} WHERE ${FED}`).get()?.n);
  if (count === 0) return [];
  const columns = filled.prepare(`PRAGMA table_info(${table})`).all().length;
  const select = filled.prepare(`SELECT * FROM ${table} WHERE ${FED} ORDER BY ROW_ID`);
  select.setReturnArrays(true);
  const insert = empty.prepare(`INSERT INTO ${table} VALUES (${Array(columns).fill('?').join(', ')})`);
  const perAccount = count / Number(filled.prepare(`SELECT count(*) AS n FROM S_ORG_EXT WHERE ${FED}`).get()?.n);
  return [{ insert, rows: select.iterate(), rowsInTransaction: Math.round(perAccount * Number(group)) }];
}
