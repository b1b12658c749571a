import { CutError } from '../errors/cut-error.ts';
import type { Instance } from '../model/instance.ts';
import type { Component } from '../model/model.ts';
import type { Condition, Reader } from '../store/store.ts';
import { type ComponentRows, storedRow } from './component-rows.ts';
import { storedListValue } from './list-values.ts';
import type { ObjectRows } from './object-rows.ts';
import { readTrees } from './read-tree.ts';

/** What to look for. At least one criterion is needed: a query without any is refused, not answered with everything. */
export interface Criteria {
  /** ROW_ID of the root. */
  readonly primaryRowId?: string;
  /** Examples: the fields that have a value must be equal; several examples are a union; children of the example filter the children shown, not the roots (siebel-eai, 5.6). */
  readonly examples?: readonly Instance[];
}

/**
 * Finds integration object instances, whole trees, ordered by row id; an empty list when there are none.
 *
 * @param limit the most roots that are answered
 * @throws CutError NO_CRITERIA, TOO_MANY_ROWS, INVALID_ARGUMENT (more examples than the limit)
 */
export async function query(
  reader: Reader,
  rows: ObjectRows,
  criteria: Criteria,
  limit: number,
): Promise<readonly Instance[]> {
  const root = rows.object.root;
  const shapes = rows.of(root);
  const count = criteria.examples?.length ?? 0;
  if (count > limit) {
    const parameters = { value: `${count} examples`, argument: rows.object.tag, expected: `at most ${limit}` };
    throw new CutError('INVALID_ARGUMENT', parameters);
  }
  const condition = rootCondition(shapes, criteria);
  if (condition === undefined) throw noCriteria(rows);
  const found = await reader.select({ shape: shapes.base, condition, limit: limit + 1 });
  if (found.length > limit) throw new CutError('TOO_MANY_ROWS', { limit, component: root.name });
  const instances = await readTrees(
    reader,
    rows,
    found.map((row) => storedRow(shapes, row)),
  );
  const examples = criteria.examples ?? [];
  return examples.length === 0 ? instances : instances.map((instance) => filterChildren(instance, examples));
}

function rootCondition(shapes: ComponentRows, { primaryRowId, examples = [] }: Criteria): Condition | undefined {
  const { component } = shapes;
  const conditions: Condition[] = [];
  if (primaryRowId !== undefined) {
    conditions.push({ kind: 'equals', column: shapes.columnOf(component.rowId), value: primaryRowId });
  }
  const alternatives = examples.map((example) => exampleConditions(shapes, example));
  if (alternatives.length > 0 && alternatives.every((conditions) => conditions.length > 0)) {
    conditions.push({ kind: 'any', of: alternatives.map((of): Condition => ({ kind: 'all', of })) });
  }
  return conditions.length === 0 ? undefined : { kind: 'all', of: conditions };
}

function exampleConditions(shapes: ComponentRows, example: Instance): Condition[] {
  return example.component.fields.flatMap((field): Condition[] => {
    const value = example.values[field.ordinal];
    if (value === undefined || value === null) return [];
    return [{ kind: 'equals', column: shapes.columnOf(field), value: storedListValue(field, value) ?? value }];
  });
}

/** Leaves the children that fit one of the examples that the instance itself fits; an example without any shows them all. */
function filterChildren(instance: Instance, examples: readonly Instance[]): Instance {
  const fitting = examples.filter((example) => fits(instance, example));
  instance.children.forEach((children, ordinal) => {
    const wanted = fitting.map((example) => example.children[ordinal] ?? []);
    if (children === undefined || wanted.some((group) => group.length === 0)) return;
    const all = wanted.flat();
    instance.children[ordinal] = children
      .filter((child) => all.some((example) => fits(child, example)))
      .map((child) => filterChildren(child, all));
  });
  return instance;
}

function fits(instance: Instance, example: Instance): boolean {
  return example.values.every((value, ordinal) => {
    if (value === undefined || value === null) return true;
    const field = instance.component.fields[ordinal];
    return (
      instance.values[ordinal] === value ||
      (field !== undefined && instance.values[ordinal] === displayed(field, value))
    );
  });
}

function displayed(field: Component['fields'][number], value: string): string | undefined {
  return field.values?.values.find(({ code }) => code === value)?.value;
}

function noCriteria({ object }: ObjectRows): CutError {
  return new CutError('NO_CRITERIA', {
    expected: `Object Id, or ${object.tag} with a value in a field of ${object.root.tag}`,
  });
}
