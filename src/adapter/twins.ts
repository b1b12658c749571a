import type { Column, Field } from '../model/model.ts';
import type { Value } from '../store/store.ts';
import { duplicate } from './duplicates.ts';
import type { Container, MessageNode } from './message-node.ts';
import type { PlanContext } from './plan-context.ts';
import { storedValue } from './stored-shapes.ts';

/**
 * Refuses siblings that a message makes the same: one names by its user key the record that the other one, which goes by another key, is about
 * to become (a line by its number beside a line with an integration id and that number); or a record that is there gets the key that another
 * one has or gets. Afterwards the key would find neither.
 *
 * @param nodes all that are written; @param context its `errors` get DUPLICATE_KEY_IN_MESSAGE
 */
export function refuseTwins(nodes: readonly MessageNode[], context: PlanContext): void {
  for (const siblings of groups(nodes)) {
    const [{ writing }] = siblings;
    const hasUpdates = siblings.some(({ action }) => action === 'update');
    for (const key of writing.component.userKeys) {
      if (canClash(siblings, key, hasUpdates)) refuseSameKey(siblings, key, context);
    }
  }
}

type Siblings = [MessageNode, ...MessageNode[]];

/** Of each container those that are written, as far as there can be twins among them: not when all are new and go by the same key. */
function groups(nodes: readonly MessageNode[]): Siblings[] {
  const containers = new Set<Container>();
  for (const { action, container, key } of nodes) {
    if (action === 'update' || (action === 'insert' && key.fields !== container.nodes[0]?.key.fields))
      containers.add(container);
  }
  return [...containers].flatMap((container) => {
    const [first, ...others] = container.nodes.filter(({ action }) => action === 'insert' || action === 'update');
    return first === undefined || others.length === 0 ? [] : [[first, ...others] satisfies Siblings];
  });
}

/** Those that go by the key have been compared before, and new ones that go by others may share it: there must be both, or updates. */
function canClash(siblings: Siblings, key: readonly Field[], hasUpdates: boolean): boolean {
  let going = 0;
  for (const node of siblings) if (node.key.fields === key) going += 1;
  return going < siblings.length && (going > 0 || hasUpdates);
}

function refuseSameKey(siblings: Siblings, key: readonly Field[], context: PlanContext): void {
  const columns = key.map(columnOf);
  if (columns.includes(undefined)) return;
  if (!siblings.some((node) => node.action === 'insert' || isChanged(node, columns, context))) return;
  const claims = siblings.map((node) => claimOf(node, key, columns, context));
  const seen = new Map<string, Claim>();
  for (const claim of claims) {
    if (claim.name === undefined) continue;
    const first = seen.get(claim.name);
    if (first !== undefined && areOne(first, claim)) context.errors.push(duplicate(first.node, claim.node, key));
    if (first === undefined || claim.goesByIt) seen.set(claim.name, claim);
  }
}

/** What an instance has to do with a user key. */
interface Claim {
  readonly node: MessageNode;
  /** The values after the plan, as one text; undefined where one is null. */
  readonly name: string | undefined;
  /** The instance names its record by this key. */
  readonly goesByIt: boolean;
  /** The record is inserted, or gets other values. */
  readonly isNew: boolean;
  readonly isUpdate: boolean;
}

function claimOf(
  node: MessageNode,
  key: readonly Field[],
  columns: readonly (Column | undefined)[],
  context: PlanContext,
): Claim {
  const isUpdate = node.action === 'update' && isChanged(node, columns, context);
  const isNew = node.action === 'insert' || isUpdate;
  const values = columns.map((column, position) => valueAfter(node, column, key[position], context));
  const name = values.includes(null) ? undefined : JSON.stringify(values);
  return { node, name, goesByIt: node.key.fields === key, isNew, isUpdate };
}

function isChanged(
  { rowId }: MessageNode,
  columns: readonly (Column | undefined)[],
  { changes }: PlanContext,
): boolean {
  return columns.some((column) => column !== undefined && changes.planned(rowId, column) !== undefined);
}

/** Two that go by the key have been compared before; two new ones that go by others may share it, as two messages could have made them. */
function areOne(left: Claim, right: Claim): boolean {
  if (left.node.rowId === right.node.rowId || (!left.isNew && !right.isNew)) return false;
  if (left.goesByIt && right.goesByIt) return false;
  return left.goesByIt || right.goesByIt || left.isUpdate || right.isUpdate;
}

/** The column of the record's own row that holds the field, or points at what it shows. */
function columnOf({ source }: Field): Column | undefined {
  if (source.kind === 'association-column') return undefined;
  return source.kind === 'lookup' ? source.via : source.column;
}

/** What the column holds after the plan; null where it holds nothing, or that is not known. */
function valueAfter(
  { rowId, match, writing }: MessageNode,
  column: Column | undefined,
  field: Field | undefined,
  { changes }: PlanContext,
): Value {
  if (column === undefined) return null;
  const planned = changes.planned(rowId, column);
  if (planned !== undefined) return planned;
  if (match === undefined) return column.default ?? null;
  const position = field?.source.kind === 'column' ? field.ordinal : writing.rows.positions.get(column);
  return storedValue(match, position ?? -1) ?? null;
}
