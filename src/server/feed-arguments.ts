import { CutError } from '../errors/cut-error.ts';
import type { FeedRequest } from '../feed/feeds.ts';

/** What the address of a feed that is sent says: `?workflow=...&atomic=true&maxErrors=10&force=true&id=...&name=...&wait=true`. */
export interface FeedArguments extends Pick<FeedRequest, 'process' | 'atomic' | 'maxErrors' | 'force' | 'id'> {
  /** The answer is given when the feed has ended. */
  readonly wait: boolean;
  readonly name: string;
}

const NAMES = ['workflow', 'atomic', 'maxErrors', 'force', 'id', 'name', 'wait'];

/** @throws CutError INVALID_ARGUMENT, also for one that is not known: what is misspelt must not be passed over */
export function feedArguments(query: URLSearchParams): FeedArguments {
  for (const name of query.keys()) if (!NAMES.includes(name)) throw invalid('name', name, NAMES.join(', '));
  const process = query.get('workflow');
  const maxErrors = query.get('maxErrors');
  const id = query.get('id');
  if (maxErrors !== null && !/^\d{1,9}$/.test(maxErrors)) throw invalid('maxErrors', maxErrors, 'a whole number');
  return {
    ...(process === null ? {} : { process }),
    ...(maxErrors === null ? {} : { maxErrors: Number(maxErrors) }),
    ...(id === null ? {} : { id }),
    atomic: flag(query, 'atomic'),
    force: flag(query, 'force'),
    wait: flag(query, 'wait'),
    name: query.get('name') ?? 'feed',
  };
}

function flag(query: URLSearchParams, name: string): boolean {
  const value = query.get(name) ?? 'false';
  if (value === 'true' || value === 'false') return value === 'true';
  throw invalid(name, value, 'true or false');
}

function invalid(argument: string, value: string, expected: string): CutError {
  const shown = value.slice(0, 100);
  return new CutError(
    'INVALID_ARGUMENT',
    { value: shown, argument, expected },
    { location: { argument, value: shown } },
  );
}
