import { createInstance, type Instance } from '../model/instance.ts';
import type { MessageNode } from './message-node.ts';
import { storedValue } from './stored-shapes.ts';

/**
 * The instances reduced to their status keys, with the row ids they have now, and in `operation` what was done (siebel-eai, 5.4). What was
 * skipped with its tree is left out.
 */
export function statusInstances(nodes: readonly MessageNode[]): Instance[] {
  return nodes.filter(({ operation }) => operation.found !== 'ignore').map(statusInstance);
}

function statusInstance(node: MessageNode): Instance {
  const { component, values } = node.instance;
  const status = createInstance(component);
  for (const { ordinal, default: preset } of component.statusKey) {
    const sent = values[ordinal];
    const stored = node.match && storedValue(node.match, ordinal);
    status.values[ordinal] = sent === undefined ? (stored ?? preset) : sent;
  }
  if (node.rowId !== '') status.values[component.rowId.ordinal] = node.rowId;
  status.operation = operationDone(node);
  for (const { ordinal, nodes } of node.containers) status.children[ordinal] = statusInstances(nodes);
  return status;
}

/** Sent back as it is, it does no harm: what was not changed is not written then, either. */
function operationDone({ action, isWritten }: MessageNode): string {
  if (!isWritten) return 'skipnode';
  return action === 'insert' || action === 'delete' ? action : 'update';
}
