import { CutError } from '../errors/cut-error.ts';
import type { Column } from '../model/model.ts';
import type { Value } from '../store/store.ts';
import type { ComponentRows } from './component-rows.ts';
import { locate } from './describe.ts';
import type { MessageRows } from './message-rows.ts';
import type { Mistakes } from './mistakes.ts';
import type { ResolvedNode } from './resolve.ts';

/**
 * Sets the primaries of a node's multi-value groups: the child marked `IsPrimaryMVG="Y"`, or the first child of a group that has had no
 * primary so far (siebel-eai, 5.8; link property Auto Primary = Default).
 */
export function planPrimaries(
  node: ResolvedNode,
  shapes: ComponentRows,
  values: Map<Column, Value>,
  rows: MessageRows,
  errors: Mistakes,
): void {
  node.instance.component.children.forEach(({ primary }, ordinal) => {
    const group = node.children[ordinal];
    const [first] = group ?? [];
    if (primary === undefined || group === undefined || first === undefined) return;
    const marked = group.filter(({ instance }) => instance.primary === true);
    for (const { instance, index, key } of marked.slice(1)) errors.push(secondPrimary(instance, index, key.fields));
    const [chosen] = marked;
    if (chosen !== undefined) values.set(primary, rows.rowId(chosen));
    else if (!hasPrimary(node, shapes, primary, values)) values.set(primary, rows.rowId(first));
  });
}

function hasPrimary(
  node: ResolvedNode,
  shapes: ComponentRows,
  primary: Column,
  values: ReadonlyMap<Column, Value>,
): boolean {
  const sent = values.get(primary);
  if (sent !== undefined && sent !== null) return true;
  return sent === undefined && (node.match?.values[shapes.positions.get(primary) ?? -1] ?? null) !== null;
}

function secondPrimary(...[instance, index, key]: Parameters<typeof locate>): CutError {
  return new CutError(
    'INVALID_ARGUMENT',
    { value: 'Y', argument: 'IsPrimaryMVG', expected: 'Y on one instance of a multi-value group' },
    { location: locate(instance, index, key) },
  );
}
