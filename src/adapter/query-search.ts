import { CutError } from '../errors/cut-error.ts';
import { bindCondition } from '../expression/bind.ts';
import type { BoundCondition } from '../expression/bound.ts';
import { isAlwaysTrue } from '../expression/constant-condition.ts';
import type { Lookups } from '../expression/evaluation-context.ts';
import { parseExpression } from '../expression/parse-expression.ts';
import type { Scope } from '../expression/scope.ts';
import type { Component } from '../model/model.ts';
import { utcNow } from '../store/clock.ts';
import type { Condition, SortKey } from '../store/store.ts';
import { shorten } from './describe.ts';
import { Mistakes } from './mistakes.ts';
import type { ObjectRows } from './object-rows.ts';
import type { Criteria } from './query.ts';
import { checkViewMode } from './query-arguments.ts';
import type { ShownChildren } from './query-children.ts';
import { type Example, readExamples } from './query-example.ts';
import { readOrder } from './query-order.ts';
import { splitSearchSpec } from './query-search-spec.ts';
import { searchCondition } from './search-condition.ts';
import { checkSearchSize } from './search-size.ts';

/** What criteria come to. */
export interface Search {
  /** Of the roots. */
  readonly condition: Condition;
  readonly orderBy: readonly SortKey[];
  readonly children: ShownChildren;
  /** Whether list values are answered as codes. */
  readonly codes: boolean;
}

export interface SearchOptions {
  /** Root instances in the example. */
  readonly mostExamples: number;
  readonly lookups: Lookups;
}

/**
 * Reads criteria. Every kind that is given narrows the search down; several examples are a union (siebel-eai, 5.6).
 *
 * @throws CutError INVALID_ARGUMENT; QUERY_SYNTAX, QUERY_NAME, QUERY_VALUE, NO_USER_KEY (of examples all together); QUERY_TOO_LARGE;
 * SEARCH_REFUSED; NO_CRITERIA when nothing narrows the roots down
 */
export function readSearch(rows: ObjectRows, criteria: Criteria, { mostExamples, lookups }: SearchOptions): Search {
  checkViewMode(criteria.viewMode);
  const { lovLanguageMode } = criteria;
  const scope: Omit<Scope, 'component'> = {
    ...(lovLanguageMode && { lovLanguageMode }),
    answeredBy: 'store',
    surroundings: { now: utcNow(), lookups },
  };
  const examples = examplesOf(rows, criteria, scope, mostExamples);
  const conditions = new Map(searchSpecOf(rows, criteria.searchSpec, scope));
  const ofRoot = conditions.get(rows.object.root) ?? [];
  conditions.delete(rows.object.root);
  const order = readOrder(rows, criteria.sortSpec);
  return {
    condition: rootCondition(rows, criteria.primaryRowId, examples, ofRoot),
    orderBy: order.roots,
    children: { examples, conditions, order: order.children },
    codes: lovLanguageMode === 'LIC',
  };
}

function examplesOf(
  rows: ObjectRows,
  { examples = [], byUserKey = false }: Criteria,
  scope: Omit<Scope, 'component'>,
  most: number,
): readonly Example[] {
  if (examples.length > most) {
    const parameters = { value: `${examples.length} examples`, argument: rows.object.tag, expected: `at most ${most}` };
    throw new CutError('INVALID_ARGUMENT', parameters, { location: { argument: rows.object.tag } });
  }
  const errors = new Mistakes();
  const read = readExamples(examples, { byUserKey, scope }, errors);
  errors.throwIfAny();
  return read;
}

function searchSpecOf(
  { object }: ObjectRows,
  text: string | undefined,
  scope: Omit<Scope, 'component'>,
): ReadonlyMap<Component, readonly BoundCondition[]> {
  if (text === undefined || text === '') return new Map();
  const { root, components } = object;
  try {
    return splitSearchSpec(object, bindCondition(parseExpression(text), { ...scope, component: root, components }));
  } catch (error) {
    throw error instanceof CutError ? error.at({ argument: 'SearchSpec', value: shorten(text) }) : error;
  }
}

function rootCondition(
  rows: ObjectRows,
  primaryRowId: string | undefined,
  examples: readonly Example[],
  searchSpec: readonly BoundCondition[],
): Condition {
  const { root } = rows.object;
  const toCondition = (bound: BoundCondition): Condition => searchCondition(rows, root, bound);
  const all: Condition[] = searchSpec.filter(narrows).map(toCondition);
  if (primaryRowId !== undefined && primaryRowId !== '') {
    all.push({ kind: 'equals', column: rows.of(root).columnOf(root.rowId), value: primaryRowId });
  }
  const alternatives = examples.map(({ conditions }) => conditions.filter(narrows));
  // one example that asks for nothing makes the union everything
  if (alternatives.length > 0 && alternatives.every(({ length }) => length > 0)) {
    all.push({ kind: 'any', of: alternatives.map((conditions) => ({ kind: 'all', of: conditions.map(toCondition) })) });
  }
  if (all.length === 0) throw noCriteria(rows);
  const condition: Condition = { kind: 'all', of: all };
  checkSearchSize(condition);
  return condition;
}

/** `1 = 1` asks for nothing: who wants all records says so, `[Id] IS NOT NULL`. */
function narrows(condition: BoundCondition): boolean {
  return !isAlwaysTrue(condition);
}

function noCriteria({ object }: ObjectRows): CutError {
  return new CutError('NO_CRITERIA', {
    expected: `a row id (Object Id, PrimaryRowId), a SearchSpec about ${object.root.name}, or ${object.tag} with a value in a field of ${object.root.tag}`,
  });
}
