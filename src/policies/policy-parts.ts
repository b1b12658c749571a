import type { SiebelAdapter } from '../adapter/siebel-adapter.ts';
import type { Partner } from '../model/partner.ts';
import type { SentMessage } from '../outbound/outbox.ts';
import type { PartnerUsers } from '../outbound/partner-users.ts';
import type { Stamp, Store } from '../store/store.ts';
import type { ProcessInterpreter } from '../workflow/process-interpreter.ts';
import type { Caller } from '../workflow/process-runner.ts';

/** What came of the changes of one object. */
export type PolicyOutcome =
  /** It was put into the outbox. */
  | 'Sent'
  /** The condition of the policy does not hold, or no partner wants it. */
  | 'NotMeant'
  /** It is not there any more. */
  | 'Gone'
  /** Only the partner that has changed it would get it. */
  | 'Echo'
  /** Partners have changed it in turns too often. */
  | 'Loop'
  /** The process could not be run; it is tried again. */
  | 'Failed';

/** One object that a policy is through with, or has to try again. */
export interface PolicyResult {
  readonly policy: string;
  readonly outcome: PolicyOutcome;
  /** ROW_ID of its root. */
  readonly objectId: string;
  /** How many changes of it were noted. */
  readonly changes: number;
  readonly message?: SentMessage;
  readonly error?: unknown;
}

export interface PolicyParts {
  readonly store: Store;
  /** Answers queries for at least {@link MOST_OBJECTS} objects. */
  readonly adapter: Pick<SiebelAdapter, 'query'>;
  readonly interpreter: Pick<ProcessInterpreter, 'runWithin'>;
  readonly partners: readonly Partner[];
  readonly partnerUsers: PartnerUsers;
  /** As whom the processes run. */
  readonly caller: Caller;
  readonly stamp: Stamp;
  readonly onResult: (result: PolicyResult) => void;
}

/** Objects that are looked at together. */
export const MOST_OBJECTS = 50;
