import type { BoundCondition, BoundOperand } from '../expression/bound.ts';
import type { MapArgument } from '../model/data-map.ts';
import type { Component, Field } from '../model/model.ts';
import type { Position } from '../model/reading/place.ts';
import type { ComponentPath, ObjectTree } from './object-tree.ts';

/** An integration object map whose names have been found and whose expressions are bound. */
export interface DataMap {
  readonly name: string;
  readonly at: Position;
  readonly source: ObjectTree;
  readonly target: ObjectTree;
  readonly arguments: readonly MapArgument[];
  /** Those without a parent map. */
  readonly tops: readonly ComponentMap[];
}

export interface ComponentMap {
  readonly source: Component;
  readonly target: Component;
  /** From the target of the parent map; from the top of the document where there is no parent. Empty for the document element itself. */
  readonly path: ComponentPath;
  /** Instances within instances stay so: both components nest. */
  readonly keepsNesting: boolean;
  readonly searchSpec?: RuleCondition;
  readonly precondition?: RuleCondition;
  readonly postcondition?: RuleCondition;
  readonly fields: readonly FieldMap[];
  readonly children: readonly ComponentMap[];
}

export interface RuleCondition {
  readonly text: string;
  readonly condition: BoundCondition;
}

/** One rule: a field of the target, and the expression that makes its value. */
export interface FieldMap {
  /** From the component of the map to that of the field; empty when they are the same. */
  readonly path: ComponentPath;
  readonly field: Field;
  readonly text: string;
  readonly at: Position;
  readonly operand: BoundOperand;
  /** Source fields that the expression names. */
  readonly reads: readonly { readonly field: Field; readonly component: Component }[];
}
