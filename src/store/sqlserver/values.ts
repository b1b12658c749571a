import { memoize } from '../memoize.ts';
import type { Shape, Value } from '../store.ts';
import { isNumeric } from './column-type.ts';

/** Positions of the numbers among the columns of a shape. */
export const numericPositions: (shape: Shape) => readonly number[] = memoize((shape: Shape) =>
  shape.columns.flatMap((reference, position) =>
    reference !== null && isNumeric(reference.column.type) ? [position] : [],
  ),
);

/** A decimal as SQL Server writes it, `61.2000000`, in canonical form. */
export function canonicalDecimal(value: Value): Value {
  if (value === null || !value.includes('.')) return value;
  const text = value.replace(/\.?0+$/, '');
  return text === '' || text === '-' || text === '-0' ? '0' : text.replace(/^(-?)\./, '$10.');
}
