import type { Table } from '../../model/model.ts';
import type { WantedTriggers } from '../change-triggers.ts';
import { utcNow } from '../clock.ts';
import { CUT_MIGRATION } from '../cut-tables.ts';
import { type MigrationPlan, MigrationRefused } from '../migration.ts';
import { StoreBusy } from '../store.ts';
import type { Connections } from './connections.ts';
import { tableName } from './identifiers.ts';
import { planMigration } from './migration-plan.ts';
import { readSchema } from './schema.ts';
import type { Session } from './session.ts';
import { errorNumbers, errorText, isConflict, isOutage, isUniqueViolation } from './sqlserver-errors.ts';

/** How long one process waits for another that migrates, in milliseconds. */
const LOCK_TIMEOUT = 600_000;

const MIGRATING = 'another process is migrating the database';

/** What a login without rights is told: permission denied (229, 230, 262, 297, 300), an object, trigger or schema it cannot find or alter. */
const DENIED: ReadonlySet<number> = new Set([
  229, 230, 262, 297, 300, 1088, 2760, 3701, 3704, 4902, 8197, 15151, 15247,
]);

/** Rows that are there twice for a new unique index (1505), or break a new foreign key or check (547). */
const DOES_NOT_FIT: ReadonlySet<number> = new Set([547, 1505]);

/** What `applyMigration` would do. */
export function plannedMigration(
  connections: Connections,
  tables: readonly Table[],
  schema: string,
  triggers?: WantedTriggers,
): Promise<MigrationPlan> {
  return connections.useSpare((session) => plan(session, tables, schema, triggers));
}

/**
 * Brings a schema to the form of `tables` (CUT_MIGRATION among them) and `triggers`, statement by statement, and records each. What is interrupted goes on where
 * it was at the next start; one process does it at a time. Nothing is done, and no right to do it is needed, where the schema has this form already.
 * @returns what it did
 * @throws MigrationRefused when something would be lost or cannot be done, or the login may not do it
 */
export async function applyMigration(
  connections: Connections,
  tables: readonly Table[],
  schema: string,
  triggers?: WantedTriggers,
): Promise<MigrationPlan> {
  return connections.useSpare(async (session) => {
    const preview = await plan(session, tables, schema, triggers).catch(unlessBusy);
    if (preview !== undefined && isDone(preview)) return preview;
    await lock(session, schema);
    try {
      // Planned again under the lock: another process may have been faster.
      const planned = await plan(session, tables, schema, triggers);
      if (planned.refusals.length > 0) throw new MigrationRefused(planned.refusals);
      await carryOut(session, planned.statements, schema);
      return planned;
    } finally {
      // A connection that is lost has let go of it.
      if (!session.isBroken) await session.runAlone(UNLOCK, [resource(schema)]);
    }
  });
}

async function plan(
  session: Session,
  tables: readonly Table[],
  schema: string,
  triggers: WantedTriggers | undefined,
): Promise<MigrationPlan> {
  // The table that the steps are recorded in comes first.
  const ordered = [...tables].sort((left, right) => Number(isRecord(right)) - Number(isRecord(left)));
  const existing = await readSchema(session, schema).catch((error: unknown) => {
    throw isConflict(error) ? new StoreBusy(MIGRATING, { cause: error }) : error;
  });
  return planMigration(existing, ordered, schema, triggers);
}

/** Whoever changes the schema now has the lock, which is what to wait for. */
function unlessBusy(error: unknown): undefined {
  if (!(error instanceof StoreBusy)) throw error;
}

function isRecord({ name }: Table): boolean {
  return name === CUT_MIGRATION.name;
}

async function carryOut(session: Session, statements: readonly string[], schema: string): Promise<void> {
  const unrecorded: string[] = [];
  for (const [position, statement] of statements.entries()) {
    await session.runLong(statement).catch((error: unknown) => {
      throw refusal(error, statements.slice(position));
    });
    unrecorded.push(statement);
    if (statement.startsWith('CREATE SCHEMA')) continue;
    for (const done of unrecorded.splice(0)) await session.runAlone(recordText(schema), [utcNow(), done]);
  }
}

/**
 * Says what an operator can do about a statement that was refused; the statements after it are his, too, when it is for want of rights. Whatever the server has
 * against it (something that depends on the column, a name that is taken), it says itself.
 */
function refusal(error: unknown, [statement = '', ...rest]: readonly string[]): unknown {
  const numbers = errorNumbers(error);
  if (numbers.length === 0 || isOutage(error) || isConflict(error)) return error;
  if (numbers.some((number) => DENIED.has(number))) {
    const sql = [statement, ...rest].map((text) => `${text};\nGO`).join('\n');
    const reason = `the login may not change the schema: ${errorText(error)}`;
    return new MigrationRefused([{ reason, sql, isAboutRights: true }], { cause: error });
  }
  const isForRows = isUniqueViolation(error) || numbers.some((number) => DOES_NOT_FIT.has(number));
  const reason = `${isForRows ? 'it does not fit the rows that are there' : 'the server refuses it'}: ${errorText(error)}`;
  return new MigrationRefused([{ reason, sql: `${statement};` }], { cause: error });
}

function isDone({ statements, refusals }: MigrationPlan): boolean {
  return statements.length === 0 && refusals.length === 0;
}

/** @throws StoreBusy when another process keeps the lock for too long */
async function lock(session: Session, schema: string): Promise<void> {
  const results = await session.runLong(LOCK, [resource(schema), LOCK_TIMEOUT]);
  if (Number(results.flat()[0]?.[0]) < 0) throw new StoreBusy(MIGRATING);
}

function resource(schema: string): string {
  return `cut-adapter migrate ${schema}`;
}

export const LOCK = `DECLARE @result int;
EXEC @result = sp_getapplock @Resource = @p1, @LockMode = N'Exclusive', @LockOwner = N'Session', @LockTimeout = @p2;
SELECT @result AS [c0];`;

export const UNLOCK = `EXEC sp_releaseapplock @Resource = @p1, @LockOwner = N'Session';`;

export function recordText(schema: string): string {
  return `INSERT INTO ${tableName(CUT_MIGRATION.name, schema)} ([APPLIED_TS], [STATEMENT]) VALUES (CAST(@p1 AS datetime2(3)), @p2);`;
}
