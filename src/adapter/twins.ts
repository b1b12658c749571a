import type { Column, Field } from '../model/model.ts';
import type { Value } from '../store/store.ts';
import { duplicate } from './duplicates.ts';
import type { Container, MessageNode } from './message-node.ts';
import type { PlanContext } from './plan-context.ts';
import { storedValue } from './stored-shapes.ts';

/**
 * Refuses siblings of which one names by its user key the record that the other one, which goes by another key, is about to become: a
 * line by its number beside a line with an integration id and that number, a part by the row id of what it points at beside one by its name.
 *
 * @param nodes all that are written; @param context its `errors` get DUPLICATE_KEY_IN_MESSAGE
 */
export function refuseTwins(nodes: readonly MessageNode[], context: PlanContext): void {
  for (const siblings of groups(nodes).values()) {
    if (siblings.length < 2 || !siblings.some(({ action }) => action === 'insert')) continue;
    const [{ writing }] = siblings;
    for (const key of writing.component.userKeys) refuseSameKey(siblings, key, context);
  }
}

type Siblings = [MessageNode, ...MessageNode[]];

function groups(nodes: readonly MessageNode[]): ReadonlyMap<Container, Siblings> {
  const all = new Map<Container, Siblings>();
  for (const node of nodes) {
    if (node.action !== 'insert' && node.action !== 'update') continue;
    const siblings = all.get(node.container);
    if (siblings === undefined) all.set(node.container, [node]);
    else siblings.push(node);
  }
  return all;
}

function refuseSameKey(siblings: Siblings, key: readonly Field[], context: PlanContext): void {
  const columns = key.map(columnOf);
  if (columns.includes(undefined) || !siblings.some((node) => node.key.fields === key)) return;
  const keys = siblings.map((node) => {
    const values = columns.map((column, position) => valueAfter(node, column, key[position], context));
    return {
      node,
      name: values.includes(null) ? undefined : JSON.stringify(values),
      goesByIt: node.key.fields === key,
    };
  });
  const named = new Map(keys.flatMap(({ node, name, goesByIt }) => (goesByIt ? [[name, node]] : [])));
  for (const { node, name, goesByIt } of keys) {
    const other = name === undefined || goesByIt ? undefined : named.get(name);
    if (other === undefined || other.rowId === node.rowId) continue;
    const [first, second] = other.index < node.index ? [other, node] : [node, other];
    context.errors.push(duplicate(first, second));
  }
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
