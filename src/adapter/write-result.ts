import type { Instance, InstanceList } from '../model/instance.ts';
import type { LovLanguageMode } from '../model/list-values.ts';
import type { Component, IntegrationObject } from '../model/model.ts';
import type { MessageNode } from './message-node.ts';
import { type OperationDone, operationDone, statusInstances } from './status-keys.ts';

export interface WriteResult {
  /** ROW_ID of the first root; empty when there is none. */
  readonly primaryRowId: string;
  /** ROW_IDs of the roots, without those that were skipped with their tree. */
  readonly rootRowIds: readonly string[];
  /** How many root instances there were, without those that were skipped with their tree. */
  readonly rootCount: number;
  /** The instances reduced to their status keys; `operation` is what was done. */
  readonly status: InstanceList;
  /** Tells of each instance, without those that were skipped with their tree, what was done. */
  forEachDone(tell: (component: Component, operation: OperationDone) => void): void;
}

/** What a write has done; the status keys are made when they are asked for, which most callers do not. */
export class MessageResult implements WriteResult {
  readonly #roots: readonly MessageNode[];
  readonly status: InstanceList;

  /** @param roots all of the message */
  constructor(object: IntegrationObject, roots: readonly MessageNode[], mode: LovLanguageMode | undefined) {
    this.#roots = roots.filter(isLookedAt);
    this.status = new StatusList(object, this.#roots, mode);
  }

  get primaryRowId(): string {
    return this.#roots[0]?.rowId ?? '';
  }

  get rootRowIds(): readonly string[] {
    return this.#roots.map(({ rowId }) => rowId);
  }

  get rootCount(): number {
    return this.#roots.length;
  }

  forEachDone(tell: (component: Component, operation: OperationDone) => void): void {
    tellOf(this.#roots, tell);
  }
}

class StatusList implements InstanceList {
  readonly integrationObject: IntegrationObject;
  readonly #nodes: readonly MessageNode[];
  readonly #mode: LovLanguageMode | undefined;
  #roots: readonly Instance[] | undefined;

  constructor(object: IntegrationObject, nodes: readonly MessageNode[], mode: LovLanguageMode | undefined) {
    this.integrationObject = object;
    this.#nodes = nodes;
    this.#mode = mode;
  }

  get roots(): readonly Instance[] {
    this.#roots ??= statusInstances(this.#nodes, this.#mode);
    return this.#roots;
  }
}

function tellOf(nodes: readonly MessageNode[], tell: (component: Component, operation: OperationDone) => void): void {
  for (const node of nodes) {
    if (!isLookedAt(node)) continue;
    tell(node.writing.component, operationDone(node));
    for (const container of node.containers) tellOf(container.nodes, tell);
  }
}

function isLookedAt({ operation }: MessageNode): boolean {
  return operation.found !== 'ignore';
}
