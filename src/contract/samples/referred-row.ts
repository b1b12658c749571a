import type { Column, Field } from '../../model/model.ts';
import type { SampleRow } from './known-rows.ts';
import { exampleOf, type SampleContext } from './sample-context.ts';

/**
 * The row of `table` that a foreign key column of a sample instance points at; undefined when none is known. All fields over the column take their values
 * from it, and so agree: the one that a sample document names, else the default, else the fullest one.
 */
export function referredRow(via: Column, table: string, context: SampleContext): SampleRow | undefined {
  const { component, rows, row } = context;
  if (row !== undefined) return rows.find(table, 'ROW_ID', row.get(via.name) ?? '');
  const fields = component.fields.flatMap((field) => {
    const column = referredColumn(field, via);
    return column === undefined ? [] : [{ field, column }];
  });
  // rows that must belong to what is around the instance are not known: all of that is new
  if (fields.some(({ field }) => field.source.kind === 'lookup' && field.source.among !== undefined)) return undefined;
  for (const named of [exampleOf, defaultOf]) {
    for (const { field, column } of fields) {
      const value = named(field, context);
      const found = value === undefined ? undefined : rows.find(table, column, value);
      if (found !== undefined) return found;
    }
  }
  return rows.fullest(table);
}

function defaultOf(field: Field): string | undefined {
  return field.default;
}

/** The column of the row referred to that the field names it by. */
function referredColumn({ source }: Field, via: Column): string | undefined {
  if (source.kind === 'lookup') return source.via === via ? source.column.name : undefined;
  return source.column === via ? 'ROW_ID' : undefined;
}
