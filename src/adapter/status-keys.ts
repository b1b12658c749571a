import { createInstance, type Instance } from '../model/instance.ts';
import { displayedListValue, type LovLanguageMode } from '../model/list-values.ts';
import type { Field } from '../model/model.ts';
import type { Value } from '../store/store.ts';
import type { MessageNode } from './message-node.ts';
import { storedValue } from './stored-shapes.ts';

/**
 * The instances reduced to their status keys, with the row ids they have now, and in `operation` what was done (siebel-eai, 5.4). What was
 * skipped with its tree is left out. Values are as they were sent; of fields that were not, those of lists in the given mode.
 */
export function statusInstances(nodes: readonly MessageNode[], mode: LovLanguageMode | undefined): Instance[] {
  return nodes.filter(({ operation }) => operation.found !== 'ignore').map((node) => statusInstance(node, mode));
}

function statusInstance(node: MessageNode, mode: LovLanguageMode | undefined): Instance {
  const { component, values } = node.instance;
  const status = createInstance(component);
  for (const field of component.statusKey) {
    const sent = values[field.ordinal];
    status.values[field.ordinal] = sent === undefined ? notSent(node, field, mode) : sent;
  }
  if (node.rowId !== '') status.values[component.rowId.ordinal] = node.rowId;
  status.operation = operationDone(node);
  for (const { ordinal, nodes } of node.containers) status.children[ordinal] = statusInstances(nodes, mode);
  return status;
}

function notSent({ match }: MessageNode, field: Field, mode: LovLanguageMode | undefined): Value | undefined {
  const stored = match && storedValue(match, field.ordinal);
  if (stored === undefined || stored === null) return field.default;
  return mode === 'LIC' ? stored : displayedListValue(field, stored);
}

/** What was done with an instance; `skipnode`: nothing. */
export type OperationDone = 'insert' | 'update' | 'delete' | 'skipnode';

/** Sent back as it is, it does no harm: what was not changed is not written then, either. */
export function operationDone({ action, isWritten }: MessageNode): OperationDone {
  if (!isWritten) return 'skipnode';
  return action === 'insert' || action === 'delete' ? action : 'update';
}
