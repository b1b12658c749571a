import { join } from 'node:path';
import type { Column, Model, Table } from './model.ts';
import { deepFreeze } from './reading/deep-freeze.ts';
import { Problems } from './reading/problems.ts';
import { readMappingFile } from './reading/read-file.ts';
import { readSeedRows } from './reading/read-seed-rows.ts';

/** A row that a new database starts with; `columns` and `values` run in parallel, ROW_ID and the system columns are not among them. */
export interface SeedRow {
  readonly table: Table;
  readonly rowId: string;
  readonly columns: readonly Column[];
  /** In canonical form. */
  readonly values: readonly (string | null)[];
}

export interface Seed {
  /** A new database always gets these. */
  readonly always: readonly SeedRow[];
  /** And these unless samples are not wanted. */
  readonly samples: readonly SeedRow[];
}

/**
 * Reads `seed.yaml` of a mappings directory; rows in the order of the file.
 * @throws ModelError with everything that is wrong
 */
export function loadSeed(directory: string, model: Model): Seed {
  const problems = new Problems();
  const file = readMappingFile('seed', join(directory, 'seed.yaml'), problems);
  const seed = file === undefined ? { always: [], samples: [] } : readSeedRows(file, model.tables, problems);
  problems.throwIfAny();
  return deepFreeze(seed);
}
