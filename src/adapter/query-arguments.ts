import { CutError } from '../errors/cut-error.ts';
import { shorten } from './describe.ts';

/** Siebel's views of the same records, by who sees them (siebel-eai, 5.5). */
const OTHER_VIEW_MODES: ReadonlySet<string> = new Set([
  'Manager',
  'Sales Rep',
  'Personal',
  'Organization',
  'Sub-Organization',
  'Group',
  'Catalog',
]);

/**
 * This service keeps no visibility rules. It knows one view, the one of all records; it does not answer with all of them who asked for fewer.
 * @throws CutError INVALID_ARGUMENT
 */
export function checkViewMode(value: string | undefined): void {
  if (value === undefined || value === '' || value === 'All') return;
  const why = OTHER_VIEW_MODES.has(value)
    ? ': no visibility rules are kept here, and other views would show too much'
    : '';
  throw invalid(value, 'ViewMode', `All${why}`, ['All']);
}

/** Which part of the records found is wanted (siebel-eai, 5.5 and 5.6). */
export interface PageRequest {
  /** Records on a page; 10 when left out. */
  readonly pageSize?: number;
  /** Records before the page, from 0. */
  readonly startRowNum?: number;
  /** Whether all records that fit are counted, too. */
  readonly recordCountNeeded?: boolean;
}

export interface PageBounds {
  readonly limit: number;
  readonly offset: number;
}

/** Siebel's default (siebel-eai, 5.5). */
const PAGE_SIZE = 10;
/** The rows before a page are read, too, to pass them over. */
const LARGEST_START = 1_000_000;

/** @throws CutError INVALID_ARGUMENT, PAGE_TOO_LARGE */
export function pageBounds(
  { pageSize = PAGE_SIZE, startRowNum = 0 }: PageRequest,
  maximumPageSize: number,
): PageBounds {
  if (!Number.isInteger(pageSize) || pageSize < 1) {
    throw invalid(String(pageSize), 'PageSize', `a whole number from 1 to ${maximumPageSize}`);
  }
  if (pageSize > maximumPageSize) {
    const location = { argument: 'PageSize', value: String(pageSize) };
    throw new CutError('PAGE_TOO_LARGE', { value: pageSize, limit: maximumPageSize }, { location });
  }
  if (!Number.isInteger(startRowNum) || startRowNum < 0 || startRowNum > LARGEST_START) {
    throw invalid(String(startRowNum), 'StartRowNum', `a whole number from 0 to ${LARGEST_START}`);
  }
  return { limit: pageSize, offset: startRowNum };
}

function invalid(sent: string, argument: string, expected: string, allowed?: readonly string[]): CutError {
  const value = shorten(sent);
  const location = { argument, value, ...(allowed && { allowed }) };
  return new CutError('INVALID_ARGUMENT', { value, argument, expected }, { location });
}
