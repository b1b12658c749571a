import type { Field } from '../../model/model.ts';
import { referredRow } from './referred-row.ts';
import { exampleOf, type SampleContext } from './sample-context.ts';

/** A valid value in canonical form; undefined when the field is better left out. */
export function sampleValue(field: Field, context: SampleContext): string | undefined {
  const { source } = field;
  if (isLeftOut(field, context)) return undefined;
  if (source.kind === 'lookup') {
    return referredRow(source.via, source.table.name, context)?.get(source.column.name);
  }
  const { column } = source;
  if (source.kind === 'column' && context.row !== undefined) return context.row.get(column.name);
  if (column.references !== undefined) return referredRow(column, column.references, context)?.get('ROW_ID');
  if (field.values !== undefined) return listValue(field, context);
  const value = exampleOf(field, context) ?? field.default;
  if (isKeyText(field, context)) return renewed(field, value ?? 'SAMPLE', context.suffix);
  return value ?? madeUp(field);
}

/** Row ids are the service's to give, and the primary of a group is what the group marks as such. */
function isLeftOut({ readOnly, source }: Field, { component, row }: SampleContext): boolean {
  if (readOnly) return true;
  if (source.kind !== 'column') return false;
  const { column } = source;
  if (column.name === 'ROW_ID') return row === undefined;
  return component.where.has(column.name) || component.children.some(({ primary }) => primary === column);
}

/** Values of hierarchical lists come in pairs: the first one that has a parent decides for both. */
function listValue(field: Field, context: SampleContext): string | undefined {
  const dependent = context.component.fields.find(({ within }) => within === field);
  if (dependent !== undefined) return dependent.values?.values.find(({ parent }) => parent !== undefined)?.parent;
  if (field.within === undefined) return exampleOf(field, context) ?? field.default ?? field.values?.values[0]?.value;
  const parent = listValue(field.within, context);
  return field.values?.values.find((entry) => entry.parent === parent)?.value;
}

function madeUp({ name, type, length = name.length }: Field): string | undefined {
  if (type.name !== 'DTYPE_TEXT') return type.parse(type.example);
  return name.length <= length ? name : '1';
}

/** Whether the value takes part in what tells one row from another. */
function isKeyText(field: Field, { component }: SampleContext): boolean {
  if (field.type.parse(TEXT) !== TEXT || field.source.kind !== 'column') return false;
  const { column } = field.source;
  return (
    component.userKeys.some((key) => key.includes(field)) ||
    component.table.indexes.some(({ unique, columns }) => unique && columns.includes(column.name))
  );
}

const TEXT = 'any text';

function renewed({ length = Number.POSITIVE_INFINITY }: Field, value: string, suffix: string): string {
  return `${value.slice(0, length - suffix.length)}${suffix}`;
}
