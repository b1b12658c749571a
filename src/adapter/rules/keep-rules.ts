import type { Column, Model } from '../../model/model.ts';
import type { Reader, RowChange } from '../../store/store.ts';
import type { Mistakes } from '../mistakes.ts';
import { keepHierarchy } from './keep-hierarchy.ts';
import { keepTotals } from './keep-totals.ts';
import { PlannedRows } from './planned-rows.ts';
import { readFor } from './reading.ts';
import { type LocateColumn, RuleRefusals } from './rule-refusals.ts';
import { rulesOf } from './table-rules.ts';

/**
 * Keeps the rules that tables declare (hierarchies, totals; docs/mappings.md) for a plan: adds to its changes what follows from them.
 * Derived values stand in the change that a row has already, or in updates at the end; what is stored already is not written, and a
 * change of which nothing is left is dropped. Reads in batches: one for each level of a hierarchy, two for totals.
 *
 * @param changes in the order in which they will be applied
 * @param errors gets circles and levels without end of hierarchies, and sums that are too large
 * @param locate where in the message a value comes from; without it errors name the column
 */
export async function keepRules(
  reader: Reader,
  tables: Model['tables'],
  changes: readonly RowChange[],
  errors: Mistakes,
  locate: LocateColumn = () => ({}),
): Promise<readonly RowChange[]> {
  const { hierarchies, totals, columns } = rulesOf(tables);
  if (!changes.some((change) => isConcerned(change, columns.get(change.table)))) return changes;
  const planned = new PlannedRows(changes, columns);
  const refusals = new RuleRefusals(errors, locate);
  await readFor(reader, [
    ...hierarchies.map((rule) => keepHierarchy(rule, planned, refusals)),
    ...totals.map((rule) => keepTotals(rule, planned, refusals)),
  ]);
  return planned.changes();
}

/** An update of other columns changes nothing that a rule looks at. */
function isConcerned(change: RowChange, watched: ReadonlySet<Column> | undefined): boolean {
  if (watched === undefined) return false;
  return change.kind !== 'update' || change.columns.some((column) => watched.has(column));
}
