import { CutError } from '../errors/cut-error.ts';
import type { Field } from '../model/model.ts';
import { describeKey, locate, shorten } from './describe.ts';
import type { Action, Container, MessageNode } from './message-node.ts';
import type { Mistakes } from './mistakes.ts';
import { type KnownRow, storedValue } from './stored-shapes.ts';

export interface JudgeOptions {
  /** A row id that names no row is that of a row to insert (sample data, restored exports); otherwise it is refused. */
  readonly acceptRowIds?: boolean;
  readonly errorOnNonExistingDelete?: boolean;
}

/** Rows of one container that are named as not to be deleted. */
const MOST_REFUSED = 10;

/** Decides what is done with instances, once it is known whether the rows that they name are there (siebel-eai, 5.1 and 5.2). */
export class Judge {
  readonly #options: JudgeOptions;
  readonly #errors: Mistakes;

  /** @param errors gets MULTIPLE_MATCH, NO_MATCH, MATCH_FOUND, WRITE_CONFLICT, NO_INSERT_ALLOWED, NO_DELETE_ALLOWED */
  constructor(options: JudgeOptions, errors: Mistakes) {
    this.#options = options;
    this.#errors = errors;
  }

  decide(node: MessageNode): Action {
    const { match } = node;
    if (node.operation.found === 'ignore') return 'none';
    if (node.isAmbiguous) return this.#refuse(node, 'MULTIPLE_MATCH');
    if (match !== undefined && node.isFound) return this.#found(node, match);
    return this.#missing(node);
  }

  /** The rows that are deleted because no instance names them. */
  removals(container: Container): readonly KnownRow[] {
    if (!container.removesOthers) return NO_ROWS;
    if (container.writing.component.noDelete) {
      for (const { rowId } of container.others.slice(0, MOST_REFUSED)) this.#errors.push(noRemoval(container, rowId));
    }
    return container.others;
  }

  #found(node: MessageNode, match: KnownRow): Action {
    const { found } = node.operation;
    if (found === 'refuse') return this.#refuse(node, 'MATCH_FOUND');
    if (isOtherRow(node, match)) return this.#refuseRowId(node);
    if (found === 'update' || found === 'delete') this.#checkModificationNumber(node, match);
    if (found === 'delete' && node.writing.component.noDelete) return this.#refuse(node, 'NO_DELETE_ALLOWED');
    return found === 'ignore' ? 'none' : found;
  }

  #missing(node: MessageNode): Action {
    const { missing } = node.operation;
    if (missing === 'insert') return node.match === undefined ? this.#insert(node) : this.#link(node, node.match);
    if (missing === 'refuse') return this.#refuse(node, 'NO_MATCH');
    if (missing === 'pass' && this.#options.errorOnNonExistingDelete === true) return this.#refuse(node, 'NO_MATCH');
    if (missing === 'skip') this.#skipMissing(node);
    return 'none';
  }

  #insert(node: MessageNode): Action {
    const { rowId, noInsert } = node.writing.component;
    if (this.#options.acceptRowIds !== true) {
      if (sentValue(node, rowId) !== undefined) return this.#refuseRowId(node);
      if (node.operation.found !== 'refuse') this.#checkModificationNumber(node, undefined);
    }
    if (node.same !== undefined) return 'update';
    return noInsert ? this.#refuse(node, 'NO_INSERT_ALLOWED') : 'insert';
  }

  /** The associated record is there, and not the parent's yet. */
  #link(node: MessageNode, match: KnownRow): Action {
    if (isOtherRow(node, match)) return this.#refuseRowId(node);
    this.#checkModificationNumber(node, match);
    return 'update';
  }

  /** Below a row that is not there nothing can be written. */
  #skipMissing(node: MessageNode): void {
    for (const { nodes } of node.containers) {
      for (const child of nodes) {
        const { missing } = child.operation;
        if (missing === 'insert' || missing === 'refuse') {
          this.#refuse(node, 'NO_MATCH');
          return;
        }
        this.#missing(child);
      }
    }
  }

  /** Siebel's modification key: when it is sent, the row must be there and have this number (siebel-eai, 5.9). */
  #checkModificationNumber(node: MessageNode, match: KnownRow | undefined): void {
    const { modificationNumber } = node.writing.rows;
    const sent = modificationNumber && sentValue(node, modificationNumber);
    if (modificationNumber === undefined || sent === undefined) return;
    const stored = match && storedValue(match, modificationNumber.ordinal);
    if (sent === stored) return;
    const { instance, key } = node;
    const location = locate(node, key.fields, {
      field: modificationNumber.name,
      value: shorten(sent),
      ...(typeof stored === 'string' ? { allowed: [stored] } : {}),
    });
    const parameters = {
      component: instance.component.name,
      key: describeKey(instance, key.fields),
      values: `: ${modificationNumber.name} ${shorten(sent)} was sent, ${stored ?? 'no record'} is stored`,
    };
    this.#errors.push(new CutError('WRITE_CONFLICT', parameters, { location }));
  }

  #refuseRowId(node: MessageNode): Action {
    return this.#refuse(node, 'NO_MATCH', [node.writing.component.rowId]);
  }

  #refuse(
    node: MessageNode,
    error: 'MULTIPLE_MATCH' | 'NO_MATCH' | 'MATCH_FOUND' | 'NO_INSERT_ALLOWED' | 'NO_DELETE_ALLOWED',
    fields: readonly Field[] = node.key.fields,
  ): Action {
    const { instance } = node;
    const [only, second] = fields;
    const value = only && instance.values[only.ordinal];
    const field = only === undefined || second !== undefined ? {} : { field: only.name, value: shorten(value ?? '') };
    const parameters = { component: instance.component.name, key: describeKey(instance, fields) };
    this.#errors.push(new CutError(error, parameters, { location: locate(node, fields, field) }));
    return 'none';
  }
}

const NO_ROWS: readonly KnownRow[] = [];

/** The row id that was sent beside the user key is not that of the row found. */
function isOtherRow(node: MessageNode, { rowId }: KnownRow): boolean {
  const sent = sentValue(node, node.writing.component.rowId);
  return sent !== undefined && sent !== rowId;
}

function sentValue({ instance }: MessageNode, { ordinal }: Field): string | undefined {
  return instance.values[ordinal] ?? undefined;
}

function noRemoval({ writing: { component }, parent }: Container, rowId: string): CutError {
  const line = parent?.instance.line ?? 0;
  const location = { component: component.name, instance: `row id ${rowId}`, ...(line > 0 ? { line } : {}) };
  return new CutError('NO_DELETE_ALLOWED', { component: component.name, key: `row id ${rowId}` }, { location });
}
