/** A field as a query names it. */
export interface QualifiedName {
  readonly component?: string;
  readonly field: string;
}

/** `Account.Name` -> component `Account`, field `Name`; the first dot counts, and blanks around the parts do not. */
export function qualifiedName(text: string): QualifiedName {
  const dot = text.indexOf('.');
  if (dot < 0) return { field: text.trim() };
  return { component: text.slice(0, dot).trim(), field: text.slice(dot + 1).trim() };
}
