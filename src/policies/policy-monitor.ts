import { setTimeout } from 'node:timers/promises';
import { Lease } from '../outbound/lease.ts';
import type { CompiledPolicy } from './compile-policies.ts';
import type { PolicyParts } from './policy-parts.ts';
import { PolicyRound } from './policy-round.ts';
import { purgeNotes } from './purge-notes.ts';

export interface PolicyMonitorParts extends PolicyParts {
  readonly policies: readonly CompiledPolicy[];
  /** How often to look for changes when there were none, in milliseconds. */
  readonly interval: number;
  readonly leaseDuration: number;
  /** Milliseconds after which notes for policies that are not there are deleted. */
  readonly retention: number;
  readonly onError: (error: unknown) => void;
}

/** Milliseconds. */
const PURGE_INTERVAL = 3_600_000;

/**
 * Looks again and again at the changes that the triggers of workflow policies have noted (Siebel's Workflow Monitor Agent). Of several processes on one database the one
 * that has the lease does it; that two do it at once does no harm, as each note can be taken away once only.
 */
export class PolicyMonitor {
  readonly #parts: PolicyMonitorParts;
  readonly #rounds: readonly PolicyRound[];
  readonly #lease: Lease;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  /** On the clock of `performance.now`. */
  #nextPurge = 0;

  constructor(parts: PolicyMonitorParts) {
    const { store, stamp, leaseDuration, policies } = parts;
    this.#parts = parts;
    this.#rounds = policies.map((policy) => new PolicyRound(parts, policy));
    this.#lease = new Lease(store, 'workflow policies', stamp, leaseDuration);
  }

  start(): void {
    this.#running ??= this.#work();
  }

  /** Resolves when the batch under way is through. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #work(): Promise<void> {
    const { interval, onError } = this.#parts;
    const { signal } = this.#stopping;
    const stopKeeping = this.#lease.keep(() => {});
    while (!signal.aborted) {
      const more = await this.#look().catch((error: unknown) => {
        onError(error);
        return false;
      });
      if (!more) await setTimeout(interval, undefined, { signal }).catch(() => {});
    }
    stopKeeping();
    await this.#lease.release().catch(onError);
  }

  /** @returns whether there may be more */
  async #look(): Promise<boolean> {
    if (!(await this.#lease.take())) return false;
    let more = false;
    for (const round of this.#rounds) {
      if (this.#stopping.signal.aborted) return false;
      more = (await this.#run(round)) || more;
    }
    await this.#purge();
    return more;
  }

  /** What one policy cannot do keeps the others from nothing, unless the database does not answer. */
  async #run(round: PolicyRound): Promise<boolean> {
    const { store, onError } = this.#parts;
    return round.run().catch(async (error: unknown) => {
      await store.ping().catch(() => {
        throw error;
      });
      onError(error);
      return false;
    });
  }

  async #purge(): Promise<void> {
    if (performance.now() < this.#nextPurge) return;
    this.#nextPurge = performance.now() + PURGE_INTERVAL;
    await purgeNotes(this.#parts);
  }
}
