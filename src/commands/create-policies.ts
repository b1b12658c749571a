import type { Registry } from 'prom-client';
import { SiebelAdapter } from '../adapter/siebel-adapter.ts';
import type { Options } from '../config/options.ts';
import { notesDepth } from '../policies/notes-depth.ts';
import { PolicyMonitor } from '../policies/policy-monitor.ts';
import { MOST_OBJECTS, type PolicyResult } from '../policies/policy-parts.ts';
import type { Log } from '../telemetry/log.ts';
import { createPolicyMetrics } from '../telemetry/policy-metrics.ts';
import type { OpenService } from './open-service.ts';
import { SYSTEM_USER_ID } from './seed-database.ts';

/** What starts the Send processes of workflow policies. Disposing of it ends the batch under way. */
export interface Policies extends AsyncDisposable {
  start(): void;
}

export function createPolicies(
  {
    store,
    model,
    policies,
    runner,
    partnerUsers,
  }: Pick<OpenService, 'store' | 'model' | 'policies' | 'runner' | 'partnerUsers'>,
  { policyInterval: interval, leaseDuration, outboxRetention: retention }: Options,
  log: Log,
  registry: Registry,
): Policies {
  const names = policies.map(({ policy }) => policy.name);
  const metrics = createPolicyMetrics(registry, names, () => notesDepth(store, names));
  const monitor = new PolicyMonitor({
    store,
    adapter: new SiebelAdapter(model, { queryLimit: MOST_OBJECTS }),
    interpreter: runner,
    partners: model.partners,
    partnerUsers,
    policies,
    interval,
    leaseDuration,
    retention,
    caller: { login: 'cut-adapter', userId: SYSTEM_USER_ID },
    stamp: { by: SYSTEM_USER_ID, source: 'workflow policies' },
    onResult(result) {
      metrics.looked(result.policy, result.outcome, result.changes);
      report(result, log);
    },
    onError: (error) => log.error('workflow policies cannot be worked on', { error }),
  });
  return {
    start: () => monitor.start(),
    [Symbol.asyncDispose]: () => monitor.stop(),
  };
}

function report({ outcome, policy, objectId, changes, message, error }: PolicyResult, log: Log): void {
  const facts = { policy, objectId, changes };
  if (outcome === 'Sent') log.info('sent by workflow policy', { ...facts, ...message });
  else if (outcome === 'Failed') log.error('workflow policy failed', { ...facts, error });
  else if (outcome === 'Loop') log.error('not sent: partners change this object in turns', facts);
  else log.debug('not sent by workflow policy', { ...facts, outcome });
}
