import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { schemaOf } from './database-place.ts';

/** Somebody else's program, which works on the database of a data directory by SQL that both databases know. */
export class OtherProgram {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async run(sql: string): Promise<void> {
    await this.ask(sql);
  }

  /** The rows of the first result. */
  async ask(sql: string): Promise<readonly (readonly unknown[])[]> {
    const schema = schemaOf(this.#directory);
    if (schema !== undefined) return schema.ask(inSchema(sql, schema.name));
    using database = this.#open();
    if (!/^SELECT/.test(sql)) {
      database.exec(sql);
      return [];
    }
    const statement = database.prepare(sql);
    statement.setReturnArrays(true);
    return statement.all() as unknown as unknown[][];
  }

  /** The names of all triggers. */
  async triggers(): Promise<readonly unknown[]> {
    const schema = schemaOf(this.#directory);
    if (schema === undefined) return (await this.ask("SELECT name FROM sqlite_schema WHERE type = 'trigger'")).flat();
    const own = `[parent_id] IN (SELECT [object_id] FROM [sys].[tables] WHERE [schema_id] = SCHEMA_ID(N'${schema.name}'))`;
    return (await schema.ask(`SELECT [name] FROM [sys].[triggers] WHERE ${own};`)).flat();
  }

  #open(): DatabaseSync & Disposable {
    const path = join(this.#directory, 'cut.db');
    const database = new DatabaseSync(path, { timeout: 10_000, enableForeignKeyConstraints: false });
    return Object.assign(database, { [Symbol.dispose]: () => database.close() });
  }
}

/** Names the schema of each table; users of SQL Server have it as their own. */
function inSchema(sql: string, schema: string): string {
  return sql.replace(/\b(FROM|JOIN|INTO|UPDATE) (\w+)/g, `$1 [${schema}].[$2]`);
}
