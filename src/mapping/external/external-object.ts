import type { Component, Field, IntegrationObject, Table } from '../../model/model.ts';

/**
 * An external integration object: a partner's own XML as a tree of components and fields, made from its XSD (in Siebel's words; its XSD Wizard makes
 * the same). Maps read and write it like any other; it is kept in no table.
 *
 * The document element is the root component. An element with elements or attributes is a component, and so is one that repeats; all others are fields.
 * An attribute is the field `@name`, the text of a component the field `text()`. A component is named by its tag, or, where several places have the same
 * tag, by its path below the document element: `Customer/Address`.
 */
export interface ExternalObject {
  readonly object: IntegrationObject;
  readonly elements: ReadonlyMap<Component, ElementShape>;
}

/** How a component is written as an element. */
export interface ElementShape {
  /** Empty when the element is in none. */
  readonly namespace: string;
  /** It occurs at most once in the component above it. */
  readonly single: boolean;
  readonly nillable: boolean;
  readonly attributes: readonly AttributeShape[];
  readonly text?: Field;
  /** What stands in it, in the order of documents. */
  readonly content: readonly ContentPart[];
}

interface AttributeShape {
  readonly field: Field;
  readonly namespace: string;
}

export type ContentPart =
  | {
      readonly kind: 'field';
      readonly field: Field;
      readonly namespace: string;
      readonly required: boolean;
      readonly nillable: boolean;
    }
  | { readonly kind: 'component'; readonly component: Component };

export const TEXT_FIELD = 'text()';

/** Stands where a component needs a table. */
export const NO_TABLE: Table = Object.freeze({ name: '', comment: '', columns: new Map(), indexes: Object.freeze([]) });
