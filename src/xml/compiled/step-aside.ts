/**
 * Why the compiled way leaves a message to the general one, which then decides and explains:
 * - `markup`: what is not tags, text, comments and CDATA of the usual kind; malformed text among it
 * - `character`: a character that XML does not allow, or a reference of an unusual kind
 * - `namespace`: a prefix that is not declared, or a URI that libxml2 may not accept
 * - `element`, `attribute`: one that the integration object does not have there
 * - `structure`: text between elements, or something twice
 * - `value`: one that its field does not take
 * - `limit`: deeper or more than usual
 */
export const REASONS = [
  'markup',
  'character',
  'namespace',
  'element',
  'attribute',
  'structure',
  'value',
  'limit',
] as const;

export type Reason = (typeof REASONS)[number];

/** Thrown to step aside. */
export class StepAside extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(reason);
    this.reason = reason;
  }
}

/** The same ones always, since to trace a stack takes longer than to read a message. */
const THROWN: Readonly<Record<Reason, StepAside>> = Object.freeze({
  markup: new StepAside('markup'),
  character: new StepAside('character'),
  namespace: new StepAside('namespace'),
  element: new StepAside('element'),
  attribute: new StepAside('attribute'),
  structure: new StepAside('structure'),
  value: new StepAside('value'),
  limit: new StepAside('limit'),
});

export function stepAside(reason: Reason): never {
  throw THROWN[reason];
}
