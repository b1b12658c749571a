import type { Column } from '../model/model.ts';
import { isAssociation, type MessageNode } from './message-node.ts';
import { isPlanned, type PlanContext } from './plan-context.ts';
import { planForeignKeys } from './plan-foreign-keys.ts';
import { fieldValue } from './pointing-keys.ts';
import { RowValues } from './row-values.ts';
import { checkStays, required, storedForm } from './stored-forms.ts';

/** Column values that an instance asks for and that are not stored yet. */
export interface PlannedValues {
  readonly own: RowValues;
  /** Of the association's row. */
  readonly link: RowValues;
}

/** Of an instance that has no association, nothing is put into it. */
const NO_LINK = new RowValues();

/** Checks the values of one instance (required, lists of values, foreign keys), and tells which columns get what. */
export function planValues(node: MessageNode, context: PlanContext): PlannedValues {
  const values: PlannedValues = {
    own: new RowValues(),
    link: isAssociation(node.writing) ? new RowValues() : NO_LINK,
  };
  const isInsert = node.action === 'insert';
  const { needsLink } = node;
  const sent = node.instance.values;
  for (const { field, ordinal, ofLink, isOptional } of node.writing.fields.plain) {
    if (isOptional && sent[ordinal] === undefined) continue;
    const isNew = ofLink ? needsLink : isInsert;
    const value = fieldValue(node, field, isNew);
    if (value === undefined) {
      if (isNew && field.required) context.errors.push(required(node, field));
      else if (field.within !== undefined && !isNew) checkStays(node, field, field.within, context);
      continue;
    }
    const stored = storedForm(node, field, value, context);
    if (stored === undefined) continue;
    const { column } = field.source;
    if (isNew || !isPlanned(node, column, field.ordinal, stored, context))
      (ofLink ? values.link : values.own).add(column, stored);
  }
  const refused = planForeignKeys(node, values, context);
  requireColumns(node, values.own, refused, context);
  return values;
}

/** A required foreign key can be filled by an id or by several names; none of these fields is required by itself. */
function requireColumns(
  node: MessageNode,
  own: RowValues,
  refused: ReadonlySet<Column> | undefined,
  { errors }: PlanContext,
): void {
  if (node.action !== 'insert' && own.isEmpty) return;
  for (const [column, field] of node.writing.fields.requiredColumns) {
    const value = own.get(column);
    const isFilled = value === undefined ? node.action !== 'insert' : value !== null;
    if (!isFilled && !field.required && refused?.has(column) !== true) errors.push(required(node, field));
  }
}
