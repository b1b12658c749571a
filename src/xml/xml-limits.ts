/** What a message may have at most. */
export interface XmlLimits {
  /** Elements inside each other. */
  readonly depth: number;
  /** Attributes of one element, namespace declarations included. */
  readonly attributes: number;
  /** Namespace declarations that are in scope at once, one that is declared again included. */
  readonly declarations: number;
  /** Elements of the document; what a body within the size limit needs at most, unless it is made to fill the memory. */
  readonly elements: number;
  /** Attributes of all elements together. */
  readonly allAttributes: number;
}

export const DEFAULT_LIMITS: XmlLimits = {
  depth: 64,
  attributes: 256,
  declarations: 256,
  elements: 300_000,
  allAttributes: 200_000,
};
