import type { MessageNode } from './message-node.ts';

/** The number of ROW_IDs that a message needs: for new rows, and for links. */
export function newRowIdsNeeded(nodes: readonly MessageNode[]): number {
  let count = 0;
  for (const node of nodes) {
    if (node.action === 'insert' && sentRowId(node) === undefined) count += 1;
    if (node.needsLink) count += 1;
  }
  return count;
}

/**
 * Gives each instance its ROW_ID: that of its row, or one for a new row. All of them first, because values may point at rows that come later
 * in the message.
 * @param nodes in the order in which they are written
 */
export function assignRowIds(nodes: readonly MessageNode[], newRowId: () => string): void {
  for (const node of nodes) {
    const known = node.match?.rowId ?? node.same?.rowId ?? sentRowId(node);
    node.rowId = known ?? newRowId();
  }
}

/** Of a new row it is there only where that is accepted. */
function sentRowId({ instance, writing }: MessageNode): string | undefined {
  return instance.values[writing.component.rowId.ordinal] ?? undefined;
}
