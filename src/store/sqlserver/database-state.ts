import { StoreBusy, StoreUnavailable } from '../store.ts';
import { quoteName } from './identifiers.ts';
import type { Session } from './session.ts';
import { errorText, isConflict, isOutage } from './sqlserver-errors.ts';

/** What is set, or can be done, in the database that the session is in. */
export interface DatabaseState {
  readonly compatibilityLevel: number;
  readonly allowsSnapshots: boolean;
  /** What the server says against {@link PROBE}; undefined when it has all that the service is written with. */
  readonly problem: string | undefined;
}

/** Everybody may see this row of the database he is in. */
export const STATE =
  'SELECT CAST([compatibility_level] AS int) AS [c0], CAST([snapshot_isolation_state] AS int) AS [c1] FROM [sys].[databases] WHERE [name] = DB_NAME();';

/** OPENJSON came with compatibility level 130, TRIM with SQL Server 2017. Tried, not told by numbers: other servers have numbers of their own. */
export const PROBE = `SELECT TRIM([value]) AS [c0] FROM OPENJSON(N'["a "]');`;

export async function readDatabaseState(session: Session): Promise<DatabaseState> {
  const [[level, snapshots] = []] = (await session.runAlone(STATE)).flat();
  return {
    compatibilityLevel: Number(level),
    allowsSnapshots: Number(snapshots) === 1,
    problem: await problemOf(session, PROBE),
  };
}

/** @throws StoreUnavailable with what a DBA has to do */
export function assertUsable(database: string, { compatibilityLevel, problem }: DatabaseState): void {
  if (problem === undefined) return;
  throw new StoreUnavailable(
    `database ${database} has compatibility level ${compatibilityLevel} (${problem}); the service needs SQL Server 2017 or later and level 130 or higher: ` +
      `ALTER DATABASE ${quoteName(database)} SET COMPATIBILITY_LEVEL = 140`,
  );
}

/** What the operator of the database could do better. */
export function databaseRemarks(database: string, allowsSnapshots: boolean): readonly string[] {
  if (allowsSnapshots) return [];
  return [
    `database ${database} does not allow snapshot isolation, so that whoever reads and whoever writes wait for each other: ` +
      `ALTER DATABASE ${quoteName(database)} SET ALLOW_SNAPSHOT_ISOLATION ON`,
  ];
}

/**
 * What an error comes to that ends the opening of a database, or a look at its schema: the server went away after it had been reached (StoreUnavailable), or others
 * held for too long what is needed (StoreBusy). Others come back as they are.
 */
export function explainOpening(error: unknown, database: string): unknown {
  if (error instanceof StoreBusy) return error;
  const message = `database ${database} does not answer: ${errorText(error)}`;
  if (isOutage(error)) return new StoreUnavailable(message, { cause: error });
  return isConflict(error) ? new StoreBusy(message, { cause: error }) : error;
}

async function problemOf(session: Session, text: string): Promise<string | undefined> {
  try {
    await session.runAlone(text);
    return undefined;
  } catch (error) {
    if (isOutage(error) || isConflict(error)) throw error;
    return errorText(error);
  }
}
