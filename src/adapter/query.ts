import { CutError } from '../errors/cut-error.ts';
import type { Lookups } from '../expression/evaluation-context.ts';
import type { Instance } from '../model/instance.ts';
import type { LovLanguageMode } from '../model/list-values.ts';
import type { Reader, Row } from '../store/store.ts';
import { type StoredRow, storedRow } from './component-rows.ts';
import type { ObjectRows } from './object-rows.ts';
import { answerInstances } from './query-answer.ts';
import { type PageRequest, pageBounds } from './query-arguments.ts';
import { showChildren } from './query-children.ts';
import { readSearch, type Search } from './query-search.ts';
import { readTrees } from './read-tree.ts';
import { answerOf } from './search-size.ts';

/**
 * What to look for (siebel-eai, 5.5 and 5.6). Each one that is given narrows the search down; one that is about the root is needed: a query
 * without any is refused, not answered with everything. An empty text counts as not given.
 */
export interface Criteria {
  /** ROW_ID of the root. */
  readonly primaryRowId?: string;
  /**
   * Examples: what fits has all their field values; several are a union; children of an example filter the children shown, not the roots. A
   * value is query syntax (`>= 10`, `North*`), as it was sent or in canonical form.
   */
  readonly examples?: readonly Instance[];
  /** Whether of each example the first complete user key alone counts, its values as they are. */
  readonly byUserKey?: boolean;
  /** Conditions on the root and, each by itself and joined with AND, on child components: these filter the children shown. */
  readonly searchSpec?: string;
  /** `[Name] (DESCENDING), [Account Note.Created]`: the order of the roots, and of the children of a component. */
  readonly sortSpec?: string;
  /** Only `All`. */
  readonly viewMode?: string;
  /** `LIC`: list values are read and answered as language-independent codes; `LDC`: as display values. Without it both are read, and display values answered. */
  readonly lovLanguageMode?: LovLanguageMode;
}

export interface QueryOptions {
  /** The most roots that are answered, and the most examples. */
  readonly limit: number;
  /** What the lookup functions of conditions find. */
  readonly lookups: Lookups;
}

export interface PageOptions extends QueryOptions {
  readonly maximumPageSize: number;
}

export interface PageOfInstances {
  readonly roots: readonly Instance[];
  readonly lastPage: boolean;
  /** Only when it was asked for. */
  readonly recordCount?: number;
}

/**
 * Finds integration object instances, whole trees, ordered by row id where `sortSpec` says nothing else; an empty list when there are none.
 *
 * @throws CutError TOO_MANY_ROWS, and what `readSearch` throws
 */
export async function query(
  reader: Reader,
  rows: ObjectRows,
  criteria: Criteria,
  options: QueryOptions,
): Promise<readonly Instance[]> {
  const search = readSearch(rows, criteria, { ...options, mostExamples: options.limit });
  return answer(reader, rows, await selectRoots(reader, rows, search, options.limit), search);
}

/**
 * The same, page by page. Each page is a query of its own: what is written in between can move records from one page to another.
 *
 * @throws CutError PAGE_TOO_LARGE, and what `readSearch` throws
 */
export async function queryPage(
  reader: Reader,
  rows: ObjectRows,
  criteria: Criteria,
  request: PageRequest,
  options: PageOptions,
): Promise<PageOfInstances> {
  const { limit, offset } = pageBounds(request, options.maximumPageSize);
  const search = readSearch(rows, criteria, { ...options, mostExamples: options.limit });
  const { base: shape } = rows.of(rows.object.root);
  const { condition, orderBy } = search;
  const found = await answerOf(reader.select({ shape, condition, orderBy, offset, limit: limit + 1 }));
  const recordCount = request.recordCountNeeded === true ? await reader.count(shape, condition) : undefined;
  return {
    roots: await answer(reader, rows, found.slice(0, limit), search),
    lastPage: found.length <= limit,
    ...(recordCount === undefined ? {} : { recordCount }),
  };
}

/**
 * The roots that fit the criteria, ordered by row id; for deletes. Criteria about children are refused: they would not keep any root from being found.
 *
 * @throws CutError SEARCH_REFUSED, TOO_MANY_ROWS, and what `readSearch` throws
 */
export async function matchingRoots(
  reader: Reader,
  rows: ObjectRows,
  criteria: Criteria,
  options: QueryOptions,
): Promise<readonly StoredRow[]> {
  const search = readSearch(rows, criteria, { ...options, mostExamples: options.limit });
  const { examples, conditions } = search.children;
  if (conditions.size > 0 || examples.some(({ children }) => children.some(({ length }) => length > 0))) {
    const { name } = rows.object.root;
    throw new CutError('SEARCH_REFUSED', {
      problem: `a condition on child components does not choose between ${name} records; use EXISTS`,
    });
  }
  const found = await selectRoots(reader, rows, search, options.limit);
  return found.map((row) => storedRow(rows.of(rows.object.root), row));
}

async function selectRoots(
  reader: Reader,
  rows: ObjectRows,
  { condition, orderBy }: Search,
  limit: number,
): Promise<readonly Row[]> {
  const { root } = rows.object;
  const found = await answerOf(reader.select({ shape: rows.of(root).base, condition, orderBy, limit: limit + 1 }));
  if (found.length > limit) throw new CutError('TOO_MANY_ROWS', { limit, component: root.name });
  return found;
}

async function answer(
  reader: Reader,
  rows: ObjectRows,
  found: readonly Row[],
  { children, codes }: Search,
): Promise<readonly Instance[]> {
  const shapes = rows.of(rows.object.root);
  const nodes = await readTrees(
    reader,
    rows,
    found.map((row) => storedRow(shapes, row)),
  );
  showChildren(nodes, children);
  return answerInstances(rows, nodes, codes);
}
