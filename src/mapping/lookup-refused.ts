/** A lookup function of a rule that finds nothing. */
export class LookupRefused extends Error {
  override readonly name = 'LookupRefused';
}
