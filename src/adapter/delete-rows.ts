import { CutError } from '../errors/cut-error.ts';
import { createInstance } from '../model/instance.ts';
import type { Transaction } from '../store/store.ts';
import type { StoredRow } from './component-rows.ts';
import type { ObjectWriting } from './component-writing.ts';
import { Judge } from './judge.ts';
import { Lookups } from './lookups.ts';
import { Container, MessageNode } from './message-node.ts';
import { Mistakes } from './mistakes.ts';
import { METHODS } from './operations.ts';
import { carryOut, type WriteOptions } from './write.ts';
import type { WriteResult } from './write-result.ts';

/**
 * Deletes root instances with all that is below them.
 * @param rows the roots' rows, in all columns
 * @throws CutError with all mistakes; NO_MATCH when there are no rows and that is an error
 */
export async function deleteRows(
  transaction: Transaction,
  writing: ObjectWriting,
  rows: readonly StoredRow[],
  options: WriteOptions,
): Promise<WriteResult> {
  const { root, object } = writing;
  if (rows.length === 0 && options.errorOnNonExistingDelete === true) {
    throw new CutError('NO_MATCH', { component: object.root.name, key: 'what was asked for' });
  }
  const errors = new Mistakes();
  const judge = new Judge(options, errors);
  const roots = new Container(root, 0, undefined);
  const nodes = rows.map((row, index) => toNode(roots, row, index));
  roots.nodes = nodes;
  for (const node of nodes) node.action = judge.decide(node);
  const removals = nodes.flatMap(({ match }) => (match === undefined ? [] : [{ writing: root, row: match }]));
  const resolved = { nodes, removals, takenKeys: [], lookups: new Lookups() };
  return carryOut(transaction, writing, roots, resolved, options, errors);
}

/** As if a message had named the row by its row id. */
function toNode(roots: Container, { rowId, values }: StoredRow, index: number): MessageNode {
  const { component, shapes } = roots.writing;
  const instance = createInstance(component);
  instance.values[component.rowId.ordinal] = rowId;
  const node = new MessageNode(instance, roots, index, METHODS.Delete.roots, {
    fields: [component.rowId],
    stored: [rowId],
  });
  node.match = { rowId, linkRowId: null, shape: shapes.all, row: values };
  return node;
}
