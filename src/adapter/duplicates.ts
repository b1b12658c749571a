import { CutError } from '../errors/cut-error.ts';
import type { Field } from '../model/model.ts';
import { describeKey, locate } from './describe.ts';
import type { MessageNode } from './message-node.ts';
import type { Mistakes } from './mistakes.ts';
import { keyText } from './user-key.ts';

/**
 * Refuses siblings that name one record: by the same user key, or by different ones.
 * @param errors gets DUPLICATE_KEY_IN_MESSAGE
 */
export function refuseDuplicates(siblings: readonly MessageNode[], errors: Mistakes): void {
  if (siblings.length < 2) return;
  const byKey = new Map<readonly Field[], Map<string, MessageNode>>();
  const byRecord = new Map<MessageNode | string, MessageNode>();
  for (const node of siblings) {
    if (node.operation.found === 'ignore') continue;
    const sameKey = known(byKey, node.key.fields);
    const text = keyText(node.key.stored);
    const { same = node, match } = node;
    const first = sameKey.get(text) ?? byRecord.get(same) ?? (match && byRecord.get(match.rowId));
    sameKey.set(text, node);
    byRecord.set(same, node);
    if (match !== undefined) byRecord.set(match.rowId, node);
    if (first !== undefined) errors.push(duplicate(first, node));
  }
}

function known(byKey: Map<readonly Field[], Map<string, MessageNode>>, fields: readonly Field[]) {
  let ofKey = byKey.get(fields);
  if (ofKey === undefined) {
    ofKey = new Map();
    byKey.set(fields, ofKey);
  }
  return ofKey;
}

/**
 * That two siblings of a message are one record.
 * @param key what they have in common; the key that the second one goes by is said unless it has these fields
 */
export function duplicate(
  first: MessageNode,
  second: MessageNode,
  key: readonly Field[] = second.key.fields,
): CutError {
  const { instance, index } = second;
  const isSent = key.every(({ ordinal }) => instance.values[ordinal] != null);
  const said = isSent ? key : second.key.fields;
  return new CutError(
    'DUPLICATE_KEY_IN_MESSAGE',
    {
      first: place(first.instance.line, first.index),
      second: place(instance.line, index),
      component: instance.component.name,
      key: describeKey(instance, said),
    },
    { location: locate(second, said) },
  );
}

/** `2 (line 14)`; an instance that did not come from text has no line. */
function place(line: number, index: number): string {
  return line > 0 ? `${index + 1} (line ${line})` : `${index + 1}`;
}
