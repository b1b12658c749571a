import { type Feed, type FeedStatus, hasEnded } from '../feed.ts';
import type { Reject } from '../reject-rows.ts';
import type { ComponentCounts } from '../run/counts.ts';
import { type ReportedError, reportedError } from './reported-error.ts';

/** What is told about a feed. Times are UTC, as `2026-01-31T13:05:09Z`; sizes in bytes, durations in milliseconds. */
export interface FeedReport {
  readonly id: string;
  readonly name: string;
  readonly status: FeedStatus;
  /** Operation of the workflow process that was asked for. */
  readonly workflow?: string;
  readonly atomic: boolean;
  readonly maxErrors?: number;
  readonly sender: string;
  readonly size: number;
  /** SHA-256 of the feed, unpacked and in UTF-8. */
  readonly contentHash: string;
  readonly received: string;
  readonly started?: string;
  readonly ended?: string;
  /** How much of it has been worked on, 0 to 100. */
  readonly percent: number;
  /** So far. */
  readonly objects: number;
  readonly rejected: number;
  /** Time spent on it. */
  readonly duration: number;
  readonly objectsPerSecond: number;
  readonly megabytesPerSecond: number;
  /** Why it was stopped or refused, or paused by itself. */
  readonly reason?: ReportedError;
  /** From where on nothing was looked at, when the feed has ended before its end: number and line of the first object there. */
  readonly notLookedAt?: { readonly fromObject: number; readonly fromLine: number };
  readonly components: readonly ReportedComponent[];
}

export interface ReportedComponent extends ComponentCounts {
  readonly integrationObject: string;
  readonly component: string;
}

/** A rejected object as it is told. */
export interface ReportedReject extends Pick<Reject, 'number' | 'line' | 'integrationObject'> {
  readonly errors: readonly ReportedError[];
}

export function reportOf(feed: Feed): FeedReport {
  const { offset, objects } = feed.checkpoint;
  const seconds = Math.max(feed.workTime, 1) / 1000;
  return {
    id: feed.id,
    name: feed.name,
    status: feed.status,
    ...given('workflow', feed.process),
    atomic: feed.atomic,
    ...given('maxErrors', feed.maxErrors),
    sender: feed.caller.login,
    size: feed.size,
    contentHash: feed.contentHash,
    received: isoTime(feed.received),
    ...given('started', feed.started && isoTime(feed.started)),
    ...given('ended', feed.ended && isoTime(feed.ended)),
    percent: feed.status === 'Finished' ? 100 : Math.floor((100 * offset) / Math.max(feed.size, 1)),
    objects,
    rejected: feed.rejected,
    duration: feed.workTime,
    objectsPerSecond: Math.round(objects / seconds),
    megabytesPerSecond: Math.round(offset / 10_000 / seconds) / 100,
    ...given('reason', feed.reason && reportedError(feed.reason)),
    ...given('notLookedAt', notLookedAt(feed)),
    components: componentsOf(feed),
  };
}

/** All that was looked at was written. */
export function isClean(feed: Pick<Feed, 'status' | 'rejected'>): boolean {
  return hasEnded(feed) && feed.status === 'Finished' && feed.rejected === 0;
}

export function reportedReject({ number, line, integrationObject, errors }: Reject): ReportedReject {
  return { number, line, ...given('integrationObject', integrationObject), errors: errors.map(reportedError) };
}

function notLookedAt({ status, checkpoint, size }: Feed): FeedReport['notLookedAt'] {
  const { offset, objects, line } = checkpoint;
  if ((status !== 'Stopped' && status !== 'Cancelled') || offset >= size) return undefined;
  return { fromObject: objects + 1, fromLine: line };
}

function componentsOf({ counts }: Feed): readonly ReportedComponent[] {
  return Object.entries(counts).flatMap(([integrationObject, components]) =>
    Object.entries(components).map(([component, of]) => ({ integrationObject, component, ...of })),
  );
}

function isoTime(time: string): string {
  return `${time.replace(' ', 'T')}Z`;
}

function given<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [Key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: Value };
}
