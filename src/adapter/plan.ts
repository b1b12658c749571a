import { CutError } from '../errors/cut-error.ts';
import type { Column } from '../model/model.ts';
import type { RowChange } from '../store/store.ts';
import { describeKey, locate } from './describe.ts';
import type { MessageNode } from './message-node.ts';
import type { PlanContext } from './plan-context.ts';
import { clearLinks, planDeletes } from './plan-deletes.ts';
import { planPrimaries } from './plan-primaries.ts';
import { planValues } from './plan-values.ts';
import { columnOf } from './row-changes.ts';
import { RowValues } from './row-values.ts';
import { storedValue } from './stored-shapes.ts';

/**
 * What a write does to the database. Rows that were found are updated where a value differs. Pure: everything it needs to know of the
 * database has been resolved, and every instance that is written has its ROW_ID.
 *
 * Deletes come before what is written, so that unique keys are free again, and before a delete the updates that let go of the row; children
 * are deleted before their parents and inserted after them.
 *
 * @param nodes parents before children
 * @param context its `errors` get everything that is wrong; when there is something the plan must not be applied
 * @param newRowId gives the ROW_IDs of links
 */
export function plan(
  nodes: readonly MessageNode[],
  context: PlanContext,
  newRowId: () => string,
): readonly RowChange[] {
  const planner = new Planner(context, newRowId);
  for (const node of nodes) planner.write(node);
  return planner.allChanges();
}

class Planner {
  readonly #context: PlanContext;
  readonly #newRowId: () => string;
  /** Doomed rows that updates of the plan let go of. */
  readonly #released = new Set<string>();

  constructor(context: PlanContext, newRowId: () => string) {
    this.#context = context;
    this.#newRowId = newRowId;
  }

  write(node: MessageNode): void {
    const { list, early } = this.#context.changes;
    const before = list.length + early.length;
    if (node.action === 'insert' || node.action === 'update') this.#writeInstance(node);
    else if (node.action === 'skip') this.#update(node, new RowValues());
    node.isWritten = node.action === 'delete' || list.length + early.length > before;
  }

  allChanges(): readonly RowChange[] {
    const { doomed, changes } = this.#context;
    if (doomed.list.length === 0) return changes.list;
    const last = planDeletes(doomed, (rowId) => this.#released.has(rowId));
    const first = planDeletes(doomed, (rowId) => !this.#released.has(rowId));
    return [...clearLinks(doomed), ...first, ...changes.early, ...last, ...changes.list];
  }

  #writeInstance(node: MessageNode): void {
    const { own, link } = planValues(node, this.#context);
    if (node.action === 'insert') this.#insert(node, own);
    else {
      this.#refuseUpdate(node, own.columns);
      this.#update(node, own);
    }
    this.#writeLink(node, link);
  }

  #insert(node: MessageNode, own: RowValues): void {
    const { table, where, link } = node.writing.component;
    planPrimaries(node, own, this.#context.errors);
    for (const [name, value] of where) own.set(columnOf(table, name), value);
    if (link?.kind === 'foreign-key' && node.parent !== undefined) own.set(link.column, node.parent.rowId);
    this.#context.changes.insert(table, node.rowId, own);
  }

  #update(node: MessageNode, own: RowValues): void {
    const { changes, errors } = this.#context;
    planPrimaries(node, own, errors);
    const to = this.#releases(node) ? changes.early : changes.list;
    changes.update(node.writing.component.table, node.rowId, own, to);
  }

  /** Whether a primary of the instance is deleted. */
  #releases({ match, containers, writing }: MessageNode): boolean {
    const { doomed } = this.#context;
    if (match === undefined || doomed.list.length === 0) return false;
    let releases = false;
    for (const { ordinal, writing: child } of containers) {
      const primary = writing.children[ordinal]?.primary;
      const stored = primary && storedValue(match, primary.position);
      if (typeof stored !== 'string' || !doomed.has(child.component.table, stored)) continue;
      this.#released.add(stored);
      releases = true;
    }
    return releases;
  }

  #writeLink(node: MessageNode, values: RowValues): void {
    const { link } = node.writing.component;
    if (link?.kind !== 'association' || node.parent === undefined) return;
    const linkRowId = node.match?.linkRowId ?? null;
    if (linkRowId !== null) {
      this.#context.changes.update(link.table, linkRowId, values);
      return;
    }
    values.set(link.parentColumn, node.parent.rowId);
    values.set(link.childColumn, node.rowId);
    this.#context.changes.insert(link.table, this.#newRowId(), values);
  }

  /** What the message says of a record that it inserts itself is no change. */
  #refuseUpdate(node: MessageNode, columns: readonly Column[]): void {
    const { instance, key, writing, match } = node;
    if (!writing.component.noUpdate || columns.length === 0 || match === undefined) return;
    const { byColumn, foreignKeys } = writing.fields;
    const names = columns.map((column) => {
      const field = byColumn.get(column) ?? foreignKeys.find((foreignKey) => foreignKey.column === column)?.names[0];
      return field?.name ?? column.name;
    });
    const parameters = {
      component: instance.component.name,
      key: describeKey(instance, key.fields),
      fields: names.join(', '),
    };
    const location = locate(node, key.fields, { field: names[0] ?? '' });
    this.#context.errors.push(new CutError('NO_UPDATE_ALLOWED', parameters, { location }));
  }
}
