import { CutError } from '../errors/cut-error.ts';
import type { Instance } from '../model/instance.ts';
import type { Condition, Reader, Row } from '../store/store.ts';
import { storedRow } from './component-rows.ts';
import type { ObjectRows } from './object-rows.ts';
import type { Criteria, QueryOptions } from './query.ts';
import { answerInstances } from './query-answer.ts';
import { showChildren } from './query-children.ts';
import { readSearch, type Search } from './query-search.ts';
import { readTrees, type StoredNode, type TreeLimits } from './read-tree.ts';

/** Runs `work` on what the database holds at one moment. */
export type Read = <T>(work: (reader: Reader) => Promise<T>) => Promise<T>;

/** Objects. Larger pages are no faster and take more memory. */
const LARGEST_PAGE = 50;

/** A page with more rows than these is read in smaller ones; a single object may have all rows that it has. */
const PAGE_LIMITS: TreeLimits = { rows: 20_000, levels: 100 };
const OBJECT_LIMITS: TreeLimits = { rows: Number.POSITIVE_INFINITY, levels: 100 };

/**
 * All instances that fit, however many, page by page in the order of row ids: memory for one page, and time that grows with what is found. Each page shows
 * one moment; what is written between two pages shows in those that come.
 *
 * @throws CutError what `readSearch` throws, before the first page
 */
export function readPages(
  read: Read,
  rows: ObjectRows,
  criteria: Omit<Criteria, 'sortSpec'>,
  options: QueryOptions,
): AsyncGenerator<readonly Instance[]> {
  const search = readSearch(rows, criteria, { ...options, mostExamples: options.limit });
  return pagesOf(read, rows, search);
}

async function* pagesOf(read: Read, rows: ObjectRows, search: Search): AsyncGenerator<readonly Instance[]> {
  let size = LARGEST_PAGE;
  let last = '';
  while (true) {
    const page = await read((reader) => readPage(reader, rows, after(rows, search, last), size));
    if (page === 'too large') {
      size = Math.ceil(size / 4);
      continue;
    }
    const end = page.at(-1);
    if (end === undefined) return;
    last = end.row.rowId;
    showChildren(page, search.children);
    yield answerInstances(rows, page, search.codes);
    if (page.length < size) return;
    size = Math.min(LARGEST_PAGE, size * 2);
  }
}

function after(rows: ObjectRows, { condition }: Search, rowId: string): Condition {
  const { root } = rows.object;
  const left = { type: 'text', kind: 'column', column: rows.of(root).columnOf(root.rowId) } as const;
  const right = { type: 'text', kind: 'value', value: rowId } as const;
  return { kind: 'all', of: [condition, { kind: 'compare', operator: '>', left, right, ignoreCase: false }] };
}

async function readPage(
  reader: Reader,
  rows: ObjectRows,
  condition: Condition,
  size: number,
): Promise<readonly StoredNode[] | 'too large'> {
  const shapes = rows.of(rows.object.root);
  const found: readonly Row[] = await reader.select({ shape: shapes.base, condition, limit: size });
  const roots = found.map((row) => storedRow(shapes, row));
  if (roots.length <= 1) return readTrees(reader, rows, roots, OBJECT_LIMITS);
  try {
    return await readTrees(reader, rows, roots, PAGE_LIMITS);
  } catch (error) {
    if (error instanceof CutError && error.key === 'TOO_MANY_ROWS') return 'too large';
    throw error;
  }
}
