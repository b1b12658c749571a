import type { Instance } from '../model/instance.ts';
import type { Column } from '../model/model.ts';
import type { ComponentWriting } from './component-writing.ts';
import type { Operation } from './operations.ts';
import type { KnownRow } from './stored-shapes.ts';
import type { UserKey } from './user-key.ts';
import type { ForeignKey } from './writable-fields.ts';

/** What is done with an instance; `none`: nothing, and nothing with what is below it. */
export type Action = 'insert' | 'update' | 'delete' | 'skip' | 'none';

/** The instances of one component under one parent, or all roots. */
export class Container {
  readonly writing: ComponentWriting;
  /** Position among the parent's children. */
  readonly ordinal: number;
  readonly parent: MessageNode | undefined;
  /** Those that have a user key. */
  nodes: readonly MessageNode[] = [];
  /** Rows under the parent that no instance names, as far as something depends on them. */
  others: readonly KnownRow[] = [];

  constructor(writing: ComponentWriting, ordinal: number, parent: MessageNode | undefined) {
    this.writing = writing;
    this.ordinal = ordinal;
    this.parent = parent;
  }

  /** Whether the rows that no instance names are deleted. */
  get removesOthers(): boolean {
    return this.parent?.operation.removesOthers === true;
  }
}

/** An instance of the message on its way into the database: what it asks for, the row that its user key names, what is done about it. */
export class MessageNode {
  readonly instance: Instance;
  readonly writing: ComponentWriting;
  /** Position among its siblings, from 0. */
  readonly index: number;
  readonly container: Container;
  readonly parent: MessageNode | undefined;
  readonly operation: Operation;
  readonly key: UserKey;
  /** Those that the message has, in the order of the component's children. */
  containers: readonly Container[] = [];
  /** The row that the user key names; of an association also one that is not linked to the parent yet. */
  match: KnownRow | undefined = undefined;
  /** It names several rows; `match` is one of them. */
  isAmbiguous = false;
  /** An instance before this one that inserts the same associated record. */
  same: MessageNode | undefined = undefined;
  action: Action = 'none';
  /** Foreign keys that are to be set to what the lookups find. */
  pointing: readonly ForeignKey[] = [];
  /** ROW_ID that the instance has or gets; empty when it has none. */
  rowId = '';
  /** Something was written for it. */
  isWritten = false;

  constructor(instance: Instance, container: Container, index: number, operation: Operation, key: UserKey) {
    this.instance = instance;
    this.writing = container.writing;
    this.index = index;
    this.container = container;
    this.parent = container.parent;
    this.operation = operation;
    this.key = key;
  }

  /** Its user key names a row that is the parent's (of a root: any row). */
  get isFound(): boolean {
    return this.match !== undefined && (this.match.linkRowId !== null || !isAssociation(this.writing));
  }

  /** The nearest instance above it whose ROW_ID `key`, a foreign key, holds. */
  owner(key: Column): MessageNode | undefined {
    let above = this.parent;
    while (above !== undefined && above.writing.component.table.name !== key.references) above = above.parent;
    return above;
  }

  /** It is written, and its record has to be paired with the parent. */
  get needsLink(): boolean {
    const isWriting = this.action === 'insert' || this.action === 'update';
    return isWriting && isAssociation(this.writing) && (this.match?.linkRowId ?? null) === null;
  }
}

export function isAssociation({ component }: ComponentWriting): boolean {
  return component.link?.kind === 'association';
}
