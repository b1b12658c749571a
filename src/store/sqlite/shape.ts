/** Shapes as SQL text: where their rows come from and which of them count. */

import { memoize } from '../memoize.ts';
import type { ColumnReference, Shape } from '../store.ts';
import { quoteName, quoteText } from './identifiers.ts';

/** What is the same in all queries of a shape. */
export interface ShapeTexts {
  /** `"S_ORG_EXT" "t" LEFT JOIN ...` */
  readonly source: string;
  readonly fixed: readonly string[];
}

/** @param depth how many sub-selects the shape stands in; see {@link reference} */
export function shapeTexts(shape: Shape, depth = 0): ShapeTexts {
  const texts = textsOf(shape);
  texts[depth] ??= makeTexts(shape, depth);
  return texts[depth];
}

/** A column of a shape; in sub-selects its alias has a prefix, so that the shapes around it can be named beside it. */
export function reference({ alias, column }: ColumnReference, depth = 0): string {
  return `${aliasName(alias, depth)}.${quoteName(column.name)}`;
}

/** By depth. */
const textsOf: (shape: Shape) => ShapeTexts[] = memoize((_shape: Shape) => []);

function makeTexts(shape: Shape, depth: number): ShapeTexts {
  const joins = shape.joins.map(({ kind, table, alias, on }) => {
    const name = aliasName(alias, depth);
    return ` ${kind === 'inner' ? 'JOIN' : 'LEFT JOIN'} ${quoteName(table.name)} ${name} ON ${name}."ROW_ID" = ${reference(on, depth)}`;
  });
  return {
    source: `${quoteName(shape.table.name)} ${aliasName('t', depth)}${joins.join('')}`,
    fixed: shape.where.map(({ column, value }) => `${reference(column, depth)} = ${quoteText(value)}`),
  };
}

function aliasName(alias: string, depth: number): string {
  return quoteName(depth === 0 ? alias : `${depth}.${alias}`);
}
