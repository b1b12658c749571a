import type { Component } from '../model/model.ts';
import type { EvaluationSurroundings } from './evaluation-context.ts';

/** What the names of an expression mean. */
export interface Scope {
  /** An unqualified `[Field]` is one of this component; EXISTS looks into its children. */
  readonly component: Component;
  /** Components that `[Component.Field]` may name outside EXISTS beside {@link component}, by name: `IntegrationObject.components`, for instance. */
  readonly components?: ReadonlyMap<string, Component>;
  /** Names that `[&Argument]` may have; none when left out. */
  readonly argumentNames?: ReadonlySet<string>;
  /** How list values are written: as language-independent codes or display values (siebel-eai, 5.5). A text that is no such value counts as the other. `LDC` when left out. */
  readonly lovLanguageMode?: 'LIC' | 'LDC';
  /**
   * `store`: the database answers the condition, so that a function that only the evaluator knows is refused unless all it is given is known.
   * `evaluator` when left out.
   */
  readonly answeredBy?: 'store' | 'evaluator';
  /** What `Today()` and the lookups yield, so that they become literals; without it they wait for the evaluation. A store needs it. */
  readonly surroundings?: EvaluationSurroundings;
}
