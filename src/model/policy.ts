/** Workflow policies, as `policies.yaml` declares them. */
import type { Column, Component, WorkflowProcess } from './model.ts';
import type { PlacedText } from './placed-text.ts';
import type { Position } from './reading/place.ts';

/** A workflow policy: a change of which records, under which condition, starts which Send process. */
export interface Policy {
  readonly name: string;
  readonly process: WorkflowProcess;
  /** Where the process is named. */
  readonly at: Position;
  /** Siebel query language over the root component; every change counts when left out. */
  readonly when?: PlacedText;
  /** In the order of the components. */
  readonly watches: readonly Watch[];
  /** So many times in a row two or more partners may change one object, taking turns; further changes of theirs are not passed on. */
  readonly hops: number;
}

export type ChangeEvent = 'insert' | 'update';

/** The rows of one component that a policy watches. */
export interface Watch {
  readonly component: Component;
  readonly events: readonly ChangeEvent[];
  /** Of the component's table: an update counts when it changes one of them. */
  readonly columns: readonly Column[];
  /** The same of the association's table. */
  readonly associationColumns: readonly Column[];
}
