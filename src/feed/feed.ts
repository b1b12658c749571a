import type { Caller } from '../workflow/process-runner.ts';
import type { Counts } from './run/counts.ts';
import type { SplitState } from './split/feed-splitter.ts';

/**
 * - `Waiting`: it is there, and nobody works on it yet, or any more
 * - `Running`: it is worked on, or was until its process ended
 * - `Paused`: it is not gone on with until somebody says so
 * - `Finished`: every object was looked at; some may have been rejected
 * - `Stopped`: it could not be gone on with, or had too many mistakes; what came before is written
 * - `Refused`: it was to be written as a whole, and nothing of it was
 * - `Cancelled`: somebody has stopped it; what came before is written
 */
export type FeedStatus = 'Waiting' | 'Running' | 'Paused' | 'Finished' | 'Stopped' | 'Refused' | 'Cancelled';

/** Those of feeds that are not at their end. */
export const OPEN_STATUSES = Object.freeze(['Waiting', 'Running', 'Paused'] as const);

export function hasEnded({ status }: Pick<Feed, 'status'>): boolean {
  return !OPEN_STATUSES.some((open) => open === status);
}

/** How the sender wants a feed to be treated. */
export interface FeedWishes {
  /** Operation of the workflow process that gets all objects; else the integration object of each decides. */
  readonly process?: string;
  /** All of it is written or nothing. */
  readonly atomic: boolean;
  /** It is stopped when more objects than that have been rejected. */
  readonly maxErrors?: number;
}

/** An error as feeds keep and report it. */
export interface FeedError {
  readonly code: string;
  readonly message: string;
  readonly component?: string;
  readonly instance?: string;
  readonly field?: string;
  readonly value?: string;
  readonly line?: number;
  readonly allowed?: readonly string[];
}

export interface Checkpoint extends SplitState {
  /** There is nothing more to be written; what is left is to tell. */
  readonly done?: boolean;
  /** How often work on it has failed, or its process has ended suddenly, since it has got that far. */
  readonly failures?: number;
}

/** A batch feed: what it is, and how far it has got. */
export interface Feed extends FeedWishes {
  readonly rowId: string;
  readonly id: string;
  /** Under which name it lies in the spool. */
  readonly spoolName: string;
  /** Of the file, for people. */
  readonly name: string;
  readonly caller: Caller;
  readonly contentHash: string;
  /** Bytes, unpacked and in UTF-8. */
  readonly size: number;
  readonly status: FeedStatus;
  readonly holder: string | undefined;
  /** UTC, in canonical form, as all times here. */
  readonly expires: string | undefined;
  readonly checkpoint: Checkpoint;
  readonly counts: Counts;
  readonly rejected: number;
  readonly reason: FeedError | undefined;
  readonly received: string;
  readonly started: string | undefined;
  readonly ended: string | undefined;
  /** Milliseconds that were spent on it. */
  readonly workTime: number;
}
