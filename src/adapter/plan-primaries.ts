import { CutError } from '../errors/cut-error.ts';
import type { Value } from '../store/store.ts';
import { locate } from './describe.ts';
import type { Container, MessageNode } from './message-node.ts';
import type { Mistakes } from './mistakes.ts';
import type { RowValues } from './row-values.ts';
import { storedValue } from './stored-shapes.ts';

/**
 * Sets the primaries of an instance's multi-value groups: the child marked `IsPrimaryMVG="Y"`; the first child of a group that has had no
 * primary so far (siebel-eai, 5.8; link property Auto Primary = Default); where the primary goes, the first one that stays, by row id.
 *
 * @param own gets the columns that change
 * @param errors gets INVALID_ARGUMENT when several children are marked
 */
export function planPrimaries(node: MessageNode, own: RowValues, errors: Mistakes): void {
  const { children } = node.writing;
  for (const container of node.containers) {
    const primary = children[container.ordinal]?.primary;
    if (primary === undefined) continue;
    const stored = node.match === undefined ? null : (storedValue(node.match, primary.position) ?? null);
    const planned = own.get(primary.column);
    const current = planned === undefined ? stored : planned;
    const chosen = choose(container, current, errors);
    if (chosen !== current) own.set(primary.column, chosen);
  }
}

function choose(container: Container, current: Value, errors: Mistakes): Value {
  const marked = container.nodes.filter((node) => node.instance.primary === true && isKept(node));
  for (const node of marked.slice(1)) errors.push(secondPrimary(node));
  const [first] = marked;
  if (first !== undefined) return first.rowId;
  if (current === null) return firstKept(container);
  return isRemoved(container, current) ? successor(container) : current;
}

function isRemoved({ nodes, others, removesOthers }: Container, rowId: string): boolean {
  if (nodes.some(({ action, match }) => action === 'delete' && match?.rowId === rowId)) return true;
  return removesOthers && others.some((row) => row.rowId === rowId);
}

function successor(container: Container): Value {
  const { nodes, others, removesOthers } = container;
  const stored = nodes.flatMap(({ action, match, isFound }) =>
    action !== 'delete' && isFound && match !== undefined ? [match.rowId] : [],
  );
  if (!removesOthers) stored.push(...others.map(({ rowId }) => rowId));
  const [first] = stored.sort();
  return first ?? firstKept(container);
}

function firstKept({ nodes }: Container): Value {
  return nodes.find(isKept)?.rowId ?? null;
}

function isKept({ action }: MessageNode): boolean {
  return action !== 'none' && action !== 'delete';
}

function secondPrimary(node: MessageNode): CutError {
  return new CutError(
    'INVALID_ARGUMENT',
    { value: 'Y', argument: 'IsPrimaryMVG', expected: 'Y on one instance of a multi-value group' },
    { location: locate(node, node.key.fields) },
  );
}
