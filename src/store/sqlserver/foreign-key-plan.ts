import type { Table } from '../../model/model.ts';
import type { MigrationPlan } from '../migration.ts';
import { createForeignKey, foreignKeys } from './ddl.ts';
import { quoteName, tableName } from './identifiers.ts';
import { capitals, type ExistingSchema } from './schema.ts';

/**
 * What is to be done for the foreign keys of `tables`; pure. Those that the login cannot see are taken to be there: whoever may change the schema sees them, and
 * makes what is missing.
 */
export function planForeignKeys(existing: ExistingSchema, tables: readonly Table[], schema: string): MigrationPlan {
  const names = new Set(tables.map(({ name }) => name));
  const statements: string[] = [];
  let isUnseen = false;
  for (const table of tables) {
    const there = existing.tables.get(capitals(table.name));
    for (const key of foreignKeys(table, names)) {
      const same = (there?.foreignKeys ?? []).filter(
        ({ column, references }) => column === capitals(key.name) && references === capitals(key.references),
      );
      const [disabled] = same;
      if (same.some(({ isDisabled }) => !isDisabled)) continue;
      if (disabled !== undefined) statements.push(enable(table, disabled.name, schema));
      else if (existing.isHidden && there !== undefined) isUnseen = true;
      else statements.push(createForeignKey(table, key, schema));
    }
  }
  return { statements, refusals: [], remarks: isUnseen ? [unseen(schema)] : [] };
}

/** Checks the rows that are there, too. */
function enable(table: Table, name: string, schema: string): string {
  return `ALTER TABLE ${tableName(table.name, schema)} WITH CHECK CHECK CONSTRAINT ${quoteName(name)}`;
}

function unseen(schema: string): string {
  return `this login cannot see all foreign keys (GRANT VIEW DEFINITION ON SCHEMA::${quoteName(schema)} would let it): they are taken to be there`;
}
