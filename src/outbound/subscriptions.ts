import { CutError } from '../errors/cut-error.ts';
import { bindCondition } from '../expression/bind.ts';
import type { BoundCondition } from '../expression/bound.ts';
import { evaluateCondition } from '../expression/evaluate.ts';
import type { Lookups } from '../expression/evaluation-context.ts';
import { InstanceRow } from '../expression/instance-row.ts';
import { parseExpression } from '../expression/parse-expression.ts';
import type { InstanceList } from '../model/instance.ts';
import type { IntegrationObject, Model } from '../model/model.ts';
import { ModelError, type Problem } from '../model/model-error.ts';
import type { Partner, PlacedText } from '../model/partner.ts';
import { utcNow } from '../store/clock.ts';

/** Who gets the messages of a Send process. */
interface Subscriber {
  readonly partner: Partner;
  /**
   * Whether the partner is to get these objects: its condition holds for one of them.
   * @throws CutError when that takes too much work
   */
  wants(list: InstanceList): boolean;
}

/** By name of the process. */
export type Subscribers = ReadonlyMap<string, readonly Subscriber[]>;

/**
 * The subscriptions of all partners, their conditions compiled.
 * @param lookups for the lookup functions of conditions
 * @throws ModelError with every condition that cannot be understood
 */
export function compileSubscribers(
  { partners, processes }: Pick<Model, 'partners' | 'processes'>,
  lookups: Lookups,
): Subscribers {
  const objects = new Map([...processes.values()].map(({ name, integrationObject }) => [name, integrationObject]));
  const problems: Problem[] = [];
  const subscribers = new Map<string, Subscriber[]>();
  for (const partner of partners) {
    for (const { process, when } of partner.receives) {
      const object = objects.get(process);
      if (object === undefined) continue;
      const condition = when && compile(when, object, problems);
      const wants = condition === undefined ? () => true : (list: InstanceList) => someRoot(list, condition, lookups);
      subscribers.set(process, [...(subscribers.get(process) ?? []), { partner, wants }]);
    }
  }
  if (problems.length > 0) throw new ModelError(problems);
  return subscribers;
}

function compile(
  { text, at }: PlacedText,
  { root }: IntegrationObject,
  problems: Problem[],
): BoundCondition | undefined {
  try {
    return bindCondition(parseExpression(text), { component: root });
  } catch (error) {
    if (!(error instanceof CutError)) throw error;
    problems.push({ ...at, message: `is no condition over ${root.name}: ${error.message}` });
    return undefined;
  }
}

function someRoot({ roots }: InstanceList, condition: BoundCondition, lookups: Lookups): boolean {
  const now = utcNow();
  return roots.some((root) => evaluateCondition(condition, { row: new InstanceRow(root), now, lookups }) === true);
}
