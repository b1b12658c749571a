/**
 * A check for exactly the texts that an XSD pattern describes. Patterns keep to the syntax on which XSD and JavaScript agree: literals,
 * character classes without shorthands, groups, alternatives and quantifiers.
 */
export function matcher(pattern: string): (text: string) => boolean {
  const expression = new RegExp(`^(?:${pattern})$`, 'u');
  return (text) => expression.test(text);
}
