/** Whether the service can take calls. */
export interface Readiness {
  /** `starting`, `ready` or `stopping`. */
  readonly state: ReadinessState;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
}

export type ReadinessState = 'starting' | 'ready' | 'stopping';
