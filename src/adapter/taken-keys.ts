import { CutError } from '../errors/cut-error.ts';
import type { LovLanguageMode } from '../model/list-values.ts';
import type { Field } from '../model/model.ts';
import { describeKey, locate } from './describe.ts';
import type { DoomedRows } from './doomed-rows.ts';
import type { MessageNode } from './message-node.ts';
import type { Mistakes } from './mistakes.ts';
import type { Questions } from './questions.ts';
import { type KnownRow, storedValue } from './stored-shapes.ts';
import { sentUserKeys, type UserKey } from './user-key.ts';

/** A user key that a message gives to a root which another key has found, and the other rows that have it. */
export interface TakenKey {
  readonly node: MessageNode;
  readonly fields: readonly Field[];
  readonly rowIds: readonly string[];
}

/**
 * Asks whether an update would give a root another one's user key. Not every user key has a unique index behind it (`_II` indexes are not
 * unique), and a key that two records have finds neither of them any more.
 *
 * @param match the row that the root's own key has found
 * @param taken gets the answer
 */
export function askForTakenKeys(
  node: MessageNode,
  match: KnownRow,
  mode: LovLanguageMode | undefined,
  questions: Questions,
  taken: TakenKey[],
): void {
  const { rows, shapes } = node.writing;
  for (const { fields, stored } of changedKeys(node, match, mode)) {
    const by = fields.map((field) => rows.columnOf(field));
    questions.add({ shape: shapes.keys.base, by, keys: [stored] }, (found) => {
      const rowIds = found.map((row) => row[shapes.keys.rowIdPosition] ?? '');
      const others = rowIds.filter((rowId) => rowId !== match.rowId);
      if (others.length > 0) taken.push({ node, fields, rowIds: others });
    });
  }
}

/**
 * Refuses keys of rows that stay.
 * @param errors gets ALREADY_EXISTS
 */
export function refuseTakenKeys(taken: readonly TakenKey[], doomed: DoomedRows, errors: Mistakes): void {
  for (const { node, fields, rowIds } of taken) {
    const { instance, key } = node;
    const { name, table } = instance.component;
    if (rowIds.every((rowId) => doomed.has(table, rowId))) continue;
    const location = locate(node, key.fields, { field: fields[0]?.name ?? '' });
    errors.push(
      new CutError('ALREADY_EXISTS', { component: name, columns: describeKey(instance, fields) }, { location }),
    );
  }
}

/** The user keys that the message changes in a row that another key has found. */
function changedKeys({ instance, key }: MessageNode, match: KnownRow, mode: LovLanguageMode | undefined): UserKey[] {
  return sentUserKeys(instance, mode).filter(
    ({ fields, stored }) =>
      fields !== key.fields && fields.some(({ ordinal }, position) => storedValue(match, ordinal) !== stored[position]),
  );
}
