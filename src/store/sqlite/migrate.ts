import type { Table } from '../../model/model.ts';
import type { WantedTriggers } from '../change-triggers.ts';
import { utcNow } from '../clock.ts';
import { type MigrationPlan, MigrationRefused } from '../migration.ts';
import type { Connection } from './connection.ts';
import { planMigration } from './migration-plan.ts';

/**
 * Brings a database to the form of `tables` (CUT_MIGRATION among them) and `triggers` in one transaction, and records what it did. Does nothing to a
 * database that has this form already.
 * @returns what it did
 * @throws MigrationRefused when something would be lost or cannot be done; then nothing is done
 */
export function applyMigration(
  connection: Connection,
  tables: readonly Table[],
  triggers?: WantedTriggers,
): MigrationPlan {
  const preview = planMigration(connection, tables, triggers);
  if (isDone(preview)) return preview;
  connection.run('BEGIN IMMEDIATE');
  try {
    // Planned again under the lock: another process may have been faster.
    const plan = planMigration(connection, tables, triggers);
    if (plan.refusals.length > 0) throw new MigrationRefused(plan.refusals);
    for (const statement of plan.statements) connection.run(statement);
    record(connection, plan.statements);
    connection.run('COMMIT');
    return plan;
  } catch (error) {
    if (connection.inTransaction) connection.run('ROLLBACK');
    throw error;
  }
}

function isDone({ statements, refusals }: MigrationPlan): boolean {
  return statements.length === 0 && refusals.length === 0;
}

function record(connection: Connection, statements: readonly string[]): void {
  const now = utcNow();
  for (const statement of statements) {
    connection.run('INSERT INTO "CUT_MIGRATION" ("APPLIED_TS", "STATEMENT") VALUES (?, ?)', [now, statement]);
  }
}
