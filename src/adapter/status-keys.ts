import { createInstance, type Instance } from '../model/instance.ts';
import type { MessageRows } from './message-rows.ts';
import type { ResolvedNode } from './resolve.ts';

/** The written instances reduced to their status keys, with the row ids they have now (siebel-eai, 5.4). */
export function statusInstances(nodes: readonly ResolvedNode[], rows: MessageRows): Instance[] {
  return nodes.map((node) => {
    const { component, values } = node.instance;
    const status = createInstance(component);
    for (const field of component.statusKey) {
      const sent = values[field.ordinal];
      status.values[field.ordinal] = sent === undefined ? (node.match?.values[field.ordinal] ?? field.default) : sent;
    }
    status.values[component.rowId.ordinal] = rows.rowId(node);
    node.children.forEach((children, ordinal) => {
      if (children !== undefined) status.children[ordinal] = statusInstances(children, rows);
    });
    return status;
  });
}
