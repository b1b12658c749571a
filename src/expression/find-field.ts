import { CutError } from '../errors/cut-error.ts';
import { suggestion } from '../errors/near-names.ts';
import type { Component, Field } from '../model/model.ts';
import { shorten } from './query-error.ts';
import type { Scope } from './scope.ts';
import type { Span } from './tree.ts';

/** A field as it is named at a place of a query. */
export interface NamedField {
  readonly span: Span;
  readonly component?: string;
  readonly field: string;
}

/**
 * The field that is meant.
 * @throws CutError QUERY_NAME
 */
export function findField(named: NamedField, scope: Scope): { readonly component: Component; readonly field: Field } {
  const component = named.component === undefined ? scope.component : findComponent(named, named.component, scope);
  const field = component.fieldsByName.get(named.field);
  if (field !== undefined) return { component, field };
  const name = `field [${shorten(`${component.name}.${named.field}`)}]`;
  const hint = suggestion(named.field, component.fieldsByName.keys());
  const location = { component: component.name, field: shorten(named.field) };
  throw unknownName(named.span, 'field', name, hint, location);
}

function findComponent({ span }: NamedField, name: string, scope: Scope): Component {
  const found = name === scope.component.name ? scope.component : scope.components?.get(name);
  if (found !== undefined) return found;
  const known = new Set([scope.component.name, ...(scope.components?.keys() ?? [])]);
  throw unknownName(span, 'component', `component [${shorten(name)}]`, suggestion(name, known));
}

export function unknownName(
  { start }: Span,
  kind: string,
  name: string,
  hint: string,
  location: CutError['location'] = {},
): CutError {
  return new CutError('QUERY_NAME', { position: start + 1, kind, name, hint }, { location });
}
