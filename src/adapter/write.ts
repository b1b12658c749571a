import type { InstanceList } from '../model/instance.ts';
import type { LovLanguageMode } from '../model/list-values.ts';
import type { Model } from '../model/model.ts';
import { rowIdSupply } from '../store/row-id-supply.ts';
import type { RowChange, Stamp, Transaction } from '../store/store.ts';
import type { ObjectWriting } from './component-writing.ts';
import { type DoomedRows, doomedRows, refuseDoomed } from './doomed-rows.ts';
import { Judge } from './judge.ts';
import { locateColumn } from './locate-column.ts';
import type { Container, MessageNode } from './message-node.ts';
import { messageNodes } from './message-nodes.ts';
import { MessageRows } from './message-rows.ts';
import { Mistakes } from './mistakes.ts';
import type { WriteMethod } from './operations.ts';
import { plan } from './plan.ts';
import { type Resolved, resolve } from './resolve.ts';
import { RowChanges } from './row-changes.ts';
import { assignRowIds, newRowIdsNeeded } from './row-ids.ts';
import { keepRules } from './rules/keep-rules.ts';
import { storeRefusal } from './store-refusal.ts';
import { refuseTakenKeys } from './taken-keys.ts';
import { refuseTwins } from './twins.ts';
import { MessageResult, type WriteResult } from './write-result.ts';

export interface WriteOptions {
  readonly method: WriteMethod;
  readonly stamp: Stamp;
  /** A row id that names no row is that of a row to insert, for sample data and restored exports; otherwise it is refused. */
  readonly acceptRowIds?: boolean;
  /** To delete what is not there is refused; otherwise it is passed over. */
  readonly errorOnNonExistingDelete?: boolean;
  /** What the message has in fields with a list of values: codes, display values, or either when left out. */
  readonly lovLanguageMode?: LovLanguageMode;
}

/**
 * Writes a message in three steps: finds out what the database has to do with it, plans the row changes, applies them.
 * @throws CutError with all mistakes of the message
 */
export async function write(
  transaction: Transaction,
  writing: ObjectWriting,
  list: InstanceList,
  options: WriteOptions,
): Promise<WriteResult> {
  const errors = new Mistakes();
  const roots = messageNodes(writing.root, list.roots, options, errors);
  const judge = new Judge(options, errors);
  const resolved = await resolve(transaction, roots, judge, options.lovLanguageMode, errors);
  return carryOut(transaction, writing, roots, resolved, options, errors);
}

/**
 * Plans and applies what has been resolved.
 * @throws CutError with all mistakes
 */
export async function carryOut(
  transaction: Transaction,
  { object, tables }: ObjectWriting,
  roots: Container,
  resolved: Resolved,
  options: WriteOptions,
  errors: Mistakes,
): Promise<WriteResult> {
  const { nodes } = resolved;
  const doomed = await doomedRows(transaction, resolved.removals);
  refuseDoomed(nodes, doomed, errors);
  refuseTakenKeys(resolved.takenKeys, doomed, errors);
  const changes = await planChanges(transaction, resolved, doomed, options, errors);
  const all = await keepRules(transaction, tables, changes, errors, locateColumn(nodes));
  errors.throwIfAny();
  await apply(transaction, all, nodes, tables, options.stamp);
  return new MessageResult(object, roots.nodes, options.lovLanguageMode);
}

async function planChanges(
  transaction: Transaction,
  { nodes, lookups }: Resolved,
  doomed: DoomedRows,
  { lovLanguageMode }: WriteOptions,
  errors: Mistakes,
): Promise<readonly RowChange[]> {
  const count = newRowIdsNeeded(nodes);
  const newRowId = rowIdSupply(count === 0 ? [] : await transaction.allocateRowIds(count));
  assignRowIds(nodes, newRowId);
  const context = { lookups, rows: new MessageRows(nodes), doomed, changes: new RowChanges(), lovLanguageMode, errors };
  const changes = plan(nodes, context, newRowId);
  refuseTwins(nodes, context);
  return changes;
}

async function apply(
  transaction: Transaction,
  changes: readonly RowChange[],
  nodes: readonly MessageNode[],
  tables: Model['tables'],
  stamp: Stamp,
): Promise<void> {
  if (changes.length === 0) return;
  await transaction.apply(changes, stamp, (error) => storeRefusal(error, { nodes, tables, changes }) ?? error);
}
