import { ERROR_TABLE } from '../../errors/error-table.ts';
import type { FeedError } from '../feed.ts';

/** An error as it is told. */
export interface ReportedError extends FeedError {
  /** What would be right. Absent when a service of another version tells of a code that is not known here. */
  readonly remedy?: string;
}

const REMEDIES: ReadonlyMap<string, string> = new Map(
  Object.values(ERROR_TABLE).map(({ code, remedy }) => [code, remedy]),
);

export function reportedError(error: FeedError): ReportedError {
  const remedy = REMEDIES.get(error.code);
  return remedy === undefined ? error : { ...error, remedy };
}

/** What would be right, once for each code. */
export function remediesOf(errors: Iterable<ReportedError>): readonly (readonly [code: string, remedy: string])[] {
  const remedies = new Map<string, string>();
  for (const { code, remedy } of errors) if (remedy !== undefined) remedies.set(code, remedy);
  return [...remedies];
}
