import type { Component, Field } from '../model/model.ts';
import type { StepBudget } from './step-budget.ts';

/** An instance or row that a condition is asked about. */
export interface EvaluatedRow {
  /** Stored (canonical) value; null when there is none. `component` is the row's own, or another one that the scope named. */
  value(field: Field, component: Component): string | null;
  /** Its children of a component, for EXISTS; a row that has none need not have this method. */
  children?(component: Component): Iterable<EvaluatedRow>;
}

/** What an expression knows of the world. */
export interface EvaluationSurroundings {
  /** Day and time, `YYYY-MM-DD HH:MM:SS`, in UTC. Needed for `Today()` and `Timestamp()`. */
  readonly now?: string;
  readonly lookups?: Lookups;
}

/** Lists of values and value maps (siebel-eai, 6.3). Each answers null for "nothing", or throws what the caller shall see. */
export interface Lookups {
  /** Display value of a code of a list of values. */
  displayValue(list: string, code: string): string | null;
  /** Language-independent code of a display value of a list of values. */
  code(list: string, displayValue: string): string | null;
  /**
   * The other side of `value` in a value map; `otherwise` where the map does not have it.
   * @param direction `Siebel Inbound`, `Siebel Outbound`
   */
  mapped(map: string, direction: string, value: string, otherwise?: string): string | null;
}

export interface EvaluationContext extends EvaluationSurroundings {
  readonly row: EvaluatedRow;
  /** By name; what is missing is null. */
  readonly arguments?: ReadonlyMap<string, string | null>;
  /** A fresh one per evaluation when left out. */
  readonly steps?: StepBudget;
}
