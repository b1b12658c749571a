import { CutError } from '../errors/cut-error.ts';
import {
  allowedListValues,
  displayedListValue,
  isAllowedUnder,
  type LovLanguageMode,
  storedListValue,
} from '../model/list-values.ts';
import type { Field } from '../model/model.ts';
import type { Value } from '../store/store.ts';
import { locate, shorten } from './describe.ts';
import type { MessageNode } from './message-node.ts';
import type { PlanContext } from './plan-context.ts';
import { storedValue } from './stored-shapes.ts';

/** What is stored for a value that was sent; undefined, and an error noted, when it cannot be. */
export function storedForm(node: MessageNode, field: Field, value: Value, context: PlanContext): Value | undefined {
  if (value !== null) return field.values === undefined ? value : listValue(node, field, value, context);
  if (field.required) context.errors.push(required(node, field));
  const { column } = field.source;
  // An emptied column that cannot be null gets its default: an empty flag is N.
  return column.required ? (column.default ?? null) : null;
}

export function required(node: MessageNode, field: Field): CutError {
  return new CutError(
    'REQUIRED_FIELD',
    { field: field.name, component: node.instance.component.name },
    { location: locate(node, node.key.fields, { field: field.name }) },
  );
}

/** The stored form of a value of a list; undefined, and an error noted, when the list does not allow it here. */
function listValue(node: MessageNode, field: Field, value: string, context: PlanContext): string | undefined {
  const mode = modeOf(node, field, context);
  const stored = storedListValue(field, value, mode);
  const parent = field.within === undefined ? undefined : parentValue(node, field.within, context);
  if (stored !== undefined && isAllowedUnder(field, stored, parent)) return stored;
  if (isLeft(node, field, value, context)) return value;
  context.errors.push(notInList(node, field, value, parent, context));
  return undefined;
}

function notInList(
  node: MessageNode,
  field: Field,
  value: string,
  parent: string | null | undefined,
  context: PlanContext,
): CutError {
  const allowed = allowedListValues(field, parent, modeOf(node, field, context));
  const under = field.within === undefined ? '' : ` under ${field.within.name} '${parent ?? ''}'`;
  const expected = `the list ${field.values?.name} has${under} ${allowed.join(', ') || 'no values'}`;
  const location = locate(node, node.key.fields, { field: field.name, value: shorten(value), allowed });
  return new CutError('INVALID_VALUE', { value: shorten(value), field: field.name, expected }, { location });
}

/** Refuses to change the value that a stored one depends on, where the list does not have the two together. */
export function checkStays(node: MessageNode, field: Field, within: Field, context: PlanContext): void {
  const sent = node.instance.values[within.ordinal];
  const stored = node.match && storedValue(node.match, field.ordinal);
  if (sent === undefined || typeof stored !== 'string' || isParentLeft(node, within, sent, context)) return;
  const parent = parentValue(node, within, context);
  if (isAllowedUnder(field, stored, parent)) return;
  context.errors.push(notInList(node, field, displayedListValue(field, stored), parent, context));
}

/** A value that the list does not have any more may stay, as long as what it depends on stays, too. */
function isLeft(node: MessageNode, field: Field, value: string, context: PlanContext): boolean {
  const stored = node.match && storedValue(node.match, field.ordinal);
  if (stored !== value) return false;
  // In display values a code of the list is no value.
  if (modeOf(node, field, context) === 'LDC' && displayedListValue(field, stored) !== value) return false;
  const { within } = field;
  const sent = within && node.instance.values[within.ordinal];
  return within === undefined || sent === undefined || isParentLeft(node, within, sent, context);
}

/** Whether the parent value that is sent is the stored one. */
function isParentLeft(node: MessageNode, within: Field, sent: Value, context: PlanContext): boolean {
  const stored = node.match === undefined ? null : storedValue(node.match, within.ordinal);
  if (sent === null) return stored === null;
  return (storedListValue(within, sent, modeOf(node, within, context)) ?? sent) === stored;
}

/** Display value of the field that a hierarchical list depends on: as sent, else as stored. */
function parentValue(node: MessageNode, within: Field, context: PlanContext): string | null | undefined {
  const sent = node.instance.values[within.ordinal];
  if (sent === null) return null;
  if (sent !== undefined) {
    return displayedListValue(within, storedListValue(within, sent, modeOf(node, within, context)) ?? sent);
  }
  const stored = node.match === undefined ? within.default : storedValue(node.match, within.ordinal);
  if (stored === undefined || stored === null) return stored;
  return displayedListValue(within, storedListValue(within, stored) ?? stored);
}

/** Defaults are not the sender's: they can be either. */
function modeOf(
  { instance }: MessageNode,
  field: Field,
  { lovLanguageMode }: PlanContext,
): LovLanguageMode | undefined {
  return instance.values[field.ordinal] === undefined ? undefined : lovLanguageMode;
}
