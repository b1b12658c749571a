/** What the load process is asked to do. */
export interface Job {
  readonly url: string;
  readonly kind: 'receive' | 'get';
  readonly connections: number;
  /** Seconds. */
  readonly duration: number;
  readonly authorization: string;
  /** First turn; the turns of two jobs must not overlap. */
  readonly firstTurn: number;
  /** Row ids of the accounts, by number. */
  readonly objectIds: readonly string[];
}

/** What it has measured. */
export interface Measurement {
  /** Answers with status 200, a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Answers with another status. */
  readonly failed: number;
  /** By account, the turn sent last. All of them were answered. */
  readonly lastTurns: Readonly<Record<string, number>>;
}
