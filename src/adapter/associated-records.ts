import type { LovLanguageMode } from '../model/list-values.ts';
import type { Field, Table } from '../model/model.ts';
import { isAssociation, type MessageNode } from './message-node.ts';
import { completeUserKeys } from './user-key.ts';

/**
 * The new associated records of a message, by each of their user keys. The same contact can be under two accounts: the first instance
 * inserts it, the other ones are linked to it.
 */
export class AssociatedRecords {
  readonly #mode: LovLanguageMode | undefined;
  readonly #byKey = new Map<string, MessageNode>();

  constructor(mode: LovLanguageMode | undefined) {
    this.#mode = mode;
  }

  /** To be called in the order in which the instances are written, when they have been looked for in the database. */
  add(node: MessageNode): void {
    if (!isAssociation(node.writing) || node.match !== undefined || node.operation.missing !== 'insert') return;
    const { table } = node.writing.component;
    const keys = completeUserKeys(node.instance, this.#mode).map(
      ({ fields, stored }) => keyName(table, fields) + (stored.length === 1 ? stored[0] : JSON.stringify(stored)),
    );
    const first = keys.map((key) => this.#byKey.get(key)).find((found) => found !== undefined);
    for (const key of keys) if (!this.#byKey.has(key)) this.#byKey.set(key, first ?? node);
    node.same = first;
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
