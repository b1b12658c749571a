import { CutError } from '../errors/cut-error.ts';
import type { Field } from '../model/model.ts';
import type { Reader } from '../store/store.ts';
import { describeKey, locate } from './describe.ts';
import type { Mistakes } from './mistakes.ts';
import type { ObjectRows } from './object-rows.ts';
import type { ResolvedNode } from './resolve.ts';
import { completeUserKeys, storedKeyValues } from './user-key.ts';

/**
 * Refuses an update that would give a root another one's user key. Not every user key has a unique index behind it (`_II` indexes are not
 * unique), and a key that two records have finds neither of them any more.
 */
export async function refuseTakenKeys(
  reader: Reader,
  rows: ObjectRows,
  roots: readonly ResolvedNode[],
  errors: Mistakes,
): Promise<void> {
  const changes = roots.flatMap(changedKeys);
  if (changes.length === 0) return;
  const shapes = rows.of(rows.object.root);
  const answers = await reader.find(
    changes.map(({ fields, values }) => ({
      shape: shapes.base,
      by: fields.map((field) => shapes.columnOf(field)),
      keys: [values],
    })),
  );
  for (const [index, { node, fields }] of changes.entries()) {
    const others = (answers[index] ?? []).filter((row) => row[rows.object.root.rowId.ordinal] !== node.match?.rowId);
    if (others.length > 0) errors.push(taken(node, fields));
  }
}

interface ChangedKey {
  readonly node: ResolvedNode;
  readonly fields: readonly Field[];
  /** As they would be stored. */
  readonly values: readonly string[];
}

/** The user keys that the message changes in a row that another key has found. */
function changedKeys(node: ResolvedNode): ChangedKey[] {
  const { instance, key, match } = node;
  if (match === undefined) return [];
  return completeUserKeys(instance).flatMap((other) => {
    const { fields } = other;
    if (fields === key.fields || fields.some(({ ordinal }) => instance.values[ordinal] === undefined)) return [];
    const values = storedKeyValues(other);
    const isChanged = fields.some(({ ordinal }, index) => match.values[ordinal] !== values[index]);
    return isChanged ? [{ node, fields, values }] : [];
  });
}

function taken({ instance, index, key }: ResolvedNode, fields: readonly Field[]): CutError {
  return new CutError(
    'ALREADY_EXISTS',
    { component: instance.component.name, columns: describeKey(instance, fields) },
    { location: locate(instance, index, key.fields, { field: fields[0]?.name ?? '' }) },
  );
}
