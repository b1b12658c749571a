import type { Field } from '../model/model.ts';
import type { Value } from '../store/store.ts';
import type { Lookups } from './lookups.ts';
import type { MessageNode } from './message-node.ts';
import { storedValue } from './stored-shapes.ts';
import type { ForeignKey, LookupField } from './writable-fields.ts';

/** Notes which foreign keys an instance is to set, and wants what they point at. Where the message says what is stored already nothing is looked up. */
export function wantTargets(node: MessageNode, lookups: Lookups): void {
  let pointing: ForeignKey[] | undefined;
  for (const foreignKey of node.writing.fields.foreignKeys) {
    if (!sets(node, foreignKey)) continue;
    pointing ??= [];
    pointing.push(foreignKey);
    const isNew = isNewRow(node, foreignKey);
    const { id, names, references } = foreignKey;
    const rowId = id && fieldValue(node, id, isNew);
    if (references !== undefined && typeof rowId === 'string') lookups.wantRow(references, rowId);
    for (const name of names) {
      const value = fieldValue(node, name, isNew);
      if (typeof value === 'string') wantNamed(node, name, value, lookups);
    }
  }
  node.pointing = pointing ?? NOTHING;
}

const NOTHING: readonly ForeignKey[] = [];

/** Among the rows of a record that is not stored there are none. */
function wantNamed(node: MessageNode, { source }: LookupField, value: string, lookups: Lookups): void {
  const owner = source.among && node.owner(source.among)?.match?.rowId;
  if (source.among === undefined || owner !== undefined) lookups.want(source, value, owner);
}

/** Whether the row that holds the foreign key is inserted: the record's, or that of its association. */
export function isNewRow(node: MessageNode, { ofLink }: ForeignKey): boolean {
  return ofLink ? node.needsLink : node.action === 'insert';
}

/** As sent; of a new row the default of what was not sent. */
export function fieldValue({ instance }: MessageNode, field: Field, isNew: boolean): Value | undefined {
  const sent = instance.values[field.ordinal];
  return sent === undefined && isNew ? field.default : sent;
}

function sets(node: MessageNode, foreignKey: ForeignKey): boolean {
  const { id, names } = foreignKey;
  const isNew = isNewRow(node, foreignKey);
  if (id !== undefined && differs(node, id, isNew)) return true;
  for (const name of names) if (differs(node, name, isNew)) return true;
  return false;
}

function differs(node: MessageNode, field: Field, isNew: boolean): boolean {
  const value = fieldValue(node, field, isNew);
  if (value === undefined) return false;
  return isNew || node.match === undefined || storedValue(node.match, field.ordinal) !== value;
}
