/**
 * Integration object maps as `maps/*.yaml` declares them, in the words of Siebel's Data Mapper (siebel-eai, 6.1). Names of components and fields, and all
 * expressions, are still texts: room `mapping` compiles them.
 */
import type { IntegrationObject } from './model.ts';
import type { PlacedText } from './placed-text.ts';
import type { Position } from './reading/place.ts';

export interface DataMapDeclaration {
  readonly name: string;
  readonly at: Position;
  readonly source: ShapeDeclaration;
  readonly target: ShapeDeclaration;
  readonly arguments: readonly MapArgument[];
  /** Parents before their children. */
  readonly components: readonly ComponentMapDeclaration[];
}

/** What a message looks like before or after a map: an integration object, or a document of a partner's own. */
export type ShapeDeclaration =
  | { readonly kind: 'integration-object'; readonly object: IntegrationObject }
  | ExternalShapeDeclaration;

export interface ExternalShapeDeclaration {
  readonly kind: 'external';
  /** Path of the folder `external/`. */
  readonly folder: string;
  /** The XSD: its path in that folder, with `/`. */
  readonly file: string;
  /** Name of the global element that documents have at their top. */
  readonly element: string;
  readonly at: Position;
}

export interface MapArgument {
  readonly name: string;
  /** An argument without one must be handed over. */
  readonly default?: string;
}

export interface ComponentMapDeclaration {
  readonly source: PlacedText;
  readonly target: PlacedText;
  /** Source instances for which it does not hold are left out. */
  readonly searchSpec?: PlacedText;
  /** Must hold for each source instance that is mapped. */
  readonly precondition?: PlacedText;
  /** Must hold for each target instance. */
  readonly postcondition?: PlacedText;
  readonly fields: readonly FieldMapDeclaration[];
}

export interface FieldMapDeclaration {
  readonly field: PlacedText;
  readonly value: PlacedText;
}
