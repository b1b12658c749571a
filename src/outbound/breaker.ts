import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhenResult,
} from 'cockatiel';
import type { BreakerPolicy } from '../model/partner.ts';

interface BreakerParts<T> {
  /** Whether a try that ended so is a failure of the partner. */
  readonly failed: (result: T) => boolean;
  /** Is called when the partner is left alone from now on (`false`), or gets all its messages again (`true`). */
  readonly onChange: (closed: boolean) => void;
}

/** Leaves a partner alone that is not to be had: after so many failures in a row it lets one try through now and then, until one goes well. */
export class Breaker<T> {
  readonly #policy;

  constructor({ failures, firstPause, longestPause }: BreakerPolicy, { failed, onChange }: BreakerParts<T>) {
    this.#policy = circuitBreaker(
      handleWhenResult((result) => failed(result as T)),
      {
        breaker: new ConsecutiveBreaker(failures),
        halfOpenAfter: new ExponentialBackoff({
          initialDelay: firstPause,
          maxDelay: Math.max(longestPause, firstPause),
        }),
      },
    );
    let closed = true;
    this.#policy.onBreak(() => {
      if (closed) onChange(false);
      closed = false;
    });
    this.#policy.onReset(() => {
      closed = true;
      onChange(true);
    });
  }

  /** Whether any number of tries may be made; otherwise one at a time may ask. */
  get isClosed(): boolean {
    return this.#policy.state === CircuitState.Closed;
  }

  /**
   * Makes a try.
   * @returns `held` when the partner is to be left alone: `work` was not called
   */
  async run(work: () => Promise<T>): Promise<T | 'held'> {
    try {
      return await this.#policy.execute(work);
    } catch (error) {
      if (error instanceof BrokenCircuitError) return 'held';
      throw error;
    }
  }
}
