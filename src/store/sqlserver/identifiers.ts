/** A table, column or index name as T-SQL. */
export function quoteName(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}

/** Text as a T-SQL literal. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A table as T-SQL, in `schema`; in the default schema of whoever runs the statement when that is undefined. */
export function tableName(table: string, schema?: string): string {
  return schema === undefined ? quoteName(table) : `${quoteName(schema)}.${quoteName(table)}`;
}
