import { Counter, Gauge, type Registry } from 'prom-client';
import { sharedByScrape } from './shared-by-scrape.ts';

/** What waits for a workflow policy, as it is measured when somebody asks. */
interface Depth {
  readonly policy: string;
  readonly waiting: number;
  /** Seconds. */
  readonly oldest: number;
}

export interface PolicyMetrics {
  /** An object has been looked at. @param outcome of `PolicyOutcome` @param changes of it that were noted */
  looked(policy: string, outcome: string, changes: number): void;
}

/** Metrics of these workflow policies. @param depth is asked at each scrape */
export function createPolicyMetrics(
  registry: Registry,
  policies: readonly string[],
  depth: () => Promise<readonly Depth[]>,
): PolicyMetrics {
  const registers = [registry];
  const objects = new Counter({
    name: 'cut_policy_objects_total',
    help: 'Changed objects that were looked at, by workflow policy and outcome (Sent, NotMeant, Gone, Echo, Loop, Failed)',
    labelNames: ['policy', 'outcome'],
    registers,
  });
  const noted = new Counter({
    name: 'cut_policy_changes_total',
    help: 'Changes of these objects that were noted, by workflow policy and outcome',
    labelNames: ['policy', 'outcome'],
    registers,
  });
  const measure = sharedByScrape(depth);
  new Gauge({
    name: 'cut_policy_oldest_seconds',
    help: 'Age of the oldest change that a workflow policy has not worked off',
    labelNames: ['policy'],
    registers,
    async collect() {
      for (const { policy, oldest } of await measure()) this.set({ policy }, oldest);
    },
  });
  new Gauge({
    name: 'cut_policy_waiting_changes',
    help: 'Changes that a workflow policy has not worked off',
    labelNames: ['policy'],
    registers,
    async collect() {
      for (const { policy, waiting } of await measure()) this.set({ policy }, waiting);
    },
  });
  for (const policy of policies) objects.inc({ policy, outcome: 'Sent' }, 0);
  return {
    looked(policy, outcome, changes) {
      objects.inc({ policy, outcome });
      noted.inc({ policy, outcome }, changes);
    },
  };
}
