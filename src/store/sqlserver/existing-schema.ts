import type { Value } from '../store.ts';

/** What a schema of a database has; all names but those of indexes and constraints in capitals, since in most databases case does not count. */
export interface ExistingSchema {
  readonly exists: boolean;
  readonly tables: ReadonlyMap<string, ExistingTable>;
  /** The login may see no more of the schema than tables, columns and indexes. */
  readonly isHidden: boolean;
  /** By name. None where they are hidden. */
  readonly triggers: ReadonlyMap<string, ExistingTrigger>;
}

export interface ExistingTrigger {
  /** The statement that made it. */
  readonly definition: string;
  readonly isDisabled: boolean;
}

export interface ExistingTable {
  readonly name: string;
  readonly columns: ReadonlyMap<string, ExistingColumn>;
  readonly indexes: readonly ExistingIndex[];
  /** Those of one column. May lack some, or all, where they are hidden. */
  readonly foreignKeys: readonly ExistingForeignKey[];
}

export interface ExistingForeignKey {
  readonly name: string;
  readonly column: string;
  /** The table whose ROW_ID the column holds; `S_BU.NAME` for another column, `other.S_BU.ROW_ID` for a table of another schema. */
  readonly references: string;
  /** It is not checked. */
  readonly isDisabled: boolean;
  /** Rows that point at one which is deleted go with it, or are changed, in place of the delete being refused. */
  readonly cascades: boolean;
}

export interface ExistingColumn {
  readonly name: string;
  /** `nvarchar(50)`, `decimal(22,7)`, `datetime2(3)`, as the DDL writes it; `nvarchar(max)`. */
  readonly type: string;
  readonly required: boolean;
  /** It has a value without being given one: it has a default, or is an identity, rowversion, computed, or a period of a temporal table. */
  readonly fillsItself: boolean;
  /** Null for what is no text. */
  readonly collation: string | null;
}

export interface ExistingIndex {
  readonly name: string;
  readonly unique: boolean;
  readonly columns: readonly string[];
  /** Which rows are in it: `([LOC] IS NOT NULL)`; null: all; empty when the login may not see it. Undefined when the server does not tell filters. */
  readonly filter?: string | null;
  /** It is not kept up, and nothing is looked for in it. */
  readonly isDisabled: boolean;
  /** The constraint that it belongs to; null for none. */
  readonly constraint: 'primary key' | 'unique' | null;
}

/** Of a name; our own are written in capitals. */
export function capitals(name: Value | undefined): string {
  return (name ?? '').toUpperCase();
}
