import { sumOfProducts } from '../../model/data-types/decimal-arithmetic.ts';
import type { Instance } from '../../model/instance.ts';
import type { Column, Component, Field, Total } from '../../model/model.ts';

/** Gives a sample the totals that its lines add up to, as the service would: otherwise it would not come back as it was sent. */
export function addUpTotals({ component, values, children }: Instance): void {
  for (const total of component.table.totals ?? []) {
    const field = fieldOf(component, total.column);
    const lines = children.flatMap((group = []) => group.filter((line) => isLine(line.component, total)));
    const amounts = lines.map((line) => factorsOf(line, total)).filter((factors) => factors !== undefined);
    if (field !== undefined && amounts.length > 0) values[field.ordinal] = sumOfProducts(amounts);
  }
}

function isLine({ link, table }: Component, { lines, by }: Total): boolean {
  return table === lines && link?.kind === 'foreign-key' && link.column === by;
}

function factorsOf({ component, values }: Instance, { factors }: Total): string[] | undefined {
  const found = factors.map((factor) => values[fieldOf(component, factor)?.ordinal ?? -1] ?? undefined);
  const there = found.filter((value) => value !== undefined);
  return there.length < factors.length ? undefined : there;
}

function fieldOf({ fields }: Component, column: Column): Field | undefined {
  return fields.find(({ source }) => source.kind === 'column' && source.column === column);
}
