import { StoreUnavailable } from '../store.ts';
import { quoteName } from './identifiers.ts';
import type { Session } from './session.ts';
import { errorNumbers } from './sqlserver-errors.ts';

/** What is set, or can be done, in the database that the session is in. */
export interface DatabaseState {
  readonly compatibilityLevel: number;
  readonly allowsSnapshots: boolean;
  /** Whether it has the functions that the service is written with. */
  readonly isNewEnough: boolean;
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
    isNewEnough: await canRun(session, PROBE),
  };
}

/** @throws StoreUnavailable with what a DBA has to do */
export function assertUsable(database: string, { compatibilityLevel, isNewEnough }: DatabaseState): void {
  if (isNewEnough) return;
  throw new StoreUnavailable(
    `database ${database} has compatibility level ${compatibilityLevel}; the service needs SQL Server 2017 or later and level 130 or higher: ` +
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

async function canRun(session: Session, text: string): Promise<boolean> {
  try {
    await session.runAlone(text);
    return true;
  } catch (error) {
    if (errorNumbers(error).length === 0) throw error;
    return false;
  }
}
