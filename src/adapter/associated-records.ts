import type { LovLanguageMode } from '../model/list-values.ts';
import type { Field, Table } from '../model/model.ts';
import { isAssociation, type MessageNode } from './message-node.ts';
import { completeUserKeys, keyText } from './user-key.ts';

/**
 * The new associated records of a message, by each of their user keys. The same contact can be under two accounts: the first instance
 * inserts it, the other ones are linked to it.
 */
export class AssociatedRecords {
  readonly #mode: LovLanguageMode | undefined;
  /** By name of the key, and there by its values. */
  readonly #byKey = new Map<string, Map<string, MessageNode>>();

  constructor(mode: LovLanguageMode | undefined) {
    this.#mode = mode;
  }

  /** To be called in the order in which the instances are written, when they have been looked for in the database. */
  add(node: MessageNode): void {
    if (!isAssociation(node.writing) || node.match !== undefined || node.operation.missing !== 'insert') return;
    const keys = completeUserKeys(node.instance, this.#mode);
    let first: MessageNode | undefined;
    const places = keys.map(({ fields, stored }) => {
      const known = this.#ofKey(node, fields);
      const text = keyText(stored);
      first ??= known.get(text);
      return { known, text };
    });
    for (const { known, text } of places) if (first === undefined || !known.has(text)) known.set(text, first ?? node);
    node.same = first;
  }

  #ofKey({ writing }: MessageNode, fields: readonly Field[]): Map<string, MessageNode> {
    const name = keyName(writing.component.table, fields);
    let known = this.#byKey.get(name);
    if (known === undefined) {
      known = new Map();
      this.#byKey.set(name, known);
    }
    return known;
  }
}

const keyNames = new WeakMap<readonly Field[], string>();

/** Tells the keys of a table from each other; the same for all components that have them. */
function keyName(table: Table, fields: readonly Field[]): string {
  let name = keyNames.get(fields);
  if (name === undefined) {
    name = JSON.stringify([table.name, fields.map((field) => field.name)]);
    keyNames.set(fields, name);
  }
  return name;
}
