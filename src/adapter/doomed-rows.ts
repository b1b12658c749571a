import { CutError } from '../errors/cut-error.ts';
import type { Column, Table } from '../model/model.ts';
import type { Reader } from '../store/store.ts';
import type { ComponentWriting } from './component-writing.ts';
import { describeKey, locate } from './describe.ts';
import type { MessageNode } from './message-node.ts';
import type { Mistakes } from './mistakes.ts';
import { type KnownRow, knownRow } from './stored-shapes.ts';

/** More is not deleted by one message. */
const MOST_ROWS = 100_000;

/** A row of a component that is to be deleted; of an association, to be unlinked. */
export interface Removal {
  readonly writing: ComponentWriting;
  readonly row: KnownRow;
}

/** A row that outlives the one that its foreign key holds. */
export interface Survivor {
  readonly table: Table;
  readonly rowId: string;
  readonly link: Column;
}

/** The rows that a write deletes: parents before children, links among them. */
export class DoomedRows {
  /** Rows that stay though their parent goes. Some may be doomed for another reason. */
  readonly survivors: Survivor[] = [];
  readonly #rows: { readonly table: Table; readonly rowId: string }[] = [];
  readonly #byTable = new Map<Table, Set<string>>();

  get list(): readonly { readonly table: Table; readonly rowId: string }[] {
    return this.#rows;
  }

  has(table: Table, rowId: string): boolean {
    return this.#byTable.get(table)?.has(rowId) === true;
  }

  /** @returns whether it is new: circles of parents end here */
  add(table: Table, rowId: string): boolean {
    const rowIds = this.#byTable.get(table) ?? new Set();
    if (rowIds.has(rowId)) return false;
    this.#byTable.set(table, rowIds.add(rowId));
    this.#rows.push({ table, rowId });
    return true;
  }
}

/**
 * The removed rows with all that is below them by the components of the integration object: one batch of finds per level, however many rows
 * there are. Links end at the link: what is associated stays. What outlives its parent is let go of.
 * @throws CutError TOO_MANY_ROWS
 */
export async function doomedRows(reader: Reader, removals: readonly Removal[]): Promise<DoomedRows> {
  const doomed = new DoomedRows();
  let level = doom(removals, doomed, 'named');
  while (level.size > 0) {
    const questions = [...level].flatMap(([{ children }, rowIds]) =>
      children.map(({ writing }) => ({ writing, keys: rowIds.map((id) => [id]) })),
    );
    const answers = await reader.find(
      questions.map(({ writing: { rows, shapes }, keys }) => ({
        shape: shapes.ids.linked,
        by: rows.parent === undefined ? [] : [rows.parent],
        keys,
      })),
    );
    const below = questions.flatMap(({ writing }, index) =>
      (answers[index] ?? []).map((row) => ({ writing, row: knownRow(writing.shapes.ids, row) })),
    );
    level = doom(below, doomed, 'below');
  }
  return doomed;
}

/** @returns the rows that may have others below them, by component */
function doom(
  removals: readonly Removal[],
  doomed: DoomedRows,
  reason: 'named' | 'below',
): Map<ComponentWriting, string[]> {
  const parents = new Map<ComponentWriting, string[]>();
  for (const { writing, row } of removals) {
    const { component } = writing;
    if (component.link?.kind === 'association') {
      if (row.linkRowId !== null) doomed.add(component.link.table, row.linkRowId);
    } else if (reason === 'below' && component.cascadeClear && component.link !== undefined) {
      doomed.survivors.push({ table: component.table, rowId: row.rowId, link: component.link.column });
    } else if (doomed.add(component.table, row.rowId) && writing.children.length > 0) {
      const rowIds = parents.get(writing);
      if (rowIds === undefined) parents.set(writing, [row.rowId]);
      else rowIds.push(row.rowId);
    }
    if (doomed.list.length > MOST_ROWS) {
      throw new CutError('TOO_MANY_ROWS', { limit: MOST_ROWS, component: component.name });
    }
  }
  return parents;
}

/**
 * Refuses to write what the message deletes elsewhere: a part of an asset that goes with it.
 * @param errors gets DELETED_IN_MESSAGE
 */
export function refuseDoomed(nodes: readonly MessageNode[], doomed: DoomedRows, errors: Mistakes): void {
  for (const node of nodes) {
    const { instance, key, writing, match, action } = node;
    if (match === undefined || action === 'none' || action === 'delete') continue;
    if (!doomed.has(writing.component.table, match.rowId)) continue;
    const parameters = { component: instance.component.name, key: describeKey(instance, key.fields) };
    errors.push(new CutError('DELETED_IN_MESSAGE', parameters, { location: locate(node, key.fields) }));
  }
}
