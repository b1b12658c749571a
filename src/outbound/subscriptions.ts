import { CutError } from '../errors/cut-error.ts';
import { suggestion } from '../errors/near-names.ts';
import { bindCondition } from '../expression/bind.ts';
import type { BoundCondition } from '../expression/bound.ts';
import { evaluateCondition } from '../expression/evaluate.ts';
import type { Lookups } from '../expression/evaluation-context.ts';
import { InstanceRow } from '../expression/instance-row.ts';
import { parseExpression } from '../expression/parse-expression.ts';
import type { DataMaps } from '../mapping/data-maps.ts';
import type { InstanceList } from '../model/instance.ts';
import type { IntegrationObject, Model } from '../model/model.ts';
import { ModelError, type Problem } from '../model/model-error.ts';
import type { Partner, Subscription } from '../model/partner.ts';
import type { PlacedText } from '../model/placed-text.ts';
import { utcNow } from '../store/clock.ts';

/** Who gets the messages of a Send process. */
export interface Subscriber {
  readonly partner: Partner;
  /**
   * Whether the partner is to get these objects: its condition holds for one of them.
   * @throws CutError when that takes too much work
   */
  wants(list: InstanceList): boolean;
  /**
   * The document in the partner's own shape; absent when it gets the integration object itself.
   * @throws CutError DATA_MAP_REFUSED, DATA_MAP_RESULT
   */
  document?(list: InstanceList, facts: MessageFacts): string;
}

/** What maps can know of a message, as map arguments of these names. */
type MessageFacts = Readonly<Record<'Message Id' | 'Object Id', string>>;

/** By name of the process. */
export type Subscribers = ReadonlyMap<string, readonly Subscriber[]>;

/**
 * The subscriptions of all partners, their conditions compiled, their maps found.
 * @param lookups for the lookup functions of conditions
 * @throws ModelError with every condition that cannot be understood, and every map that is not there or does not fit
 */
export function compileSubscribers(
  { partners, processes }: Pick<Model, 'partners' | 'processes'>,
  lookups: Lookups,
  maps?: DataMaps,
): Subscribers {
  const objects = new Map([...processes.values()].map(({ name, integrationObject }) => [name, integrationObject]));
  const problems: Problem[] = [];
  const subscribers = new Map<string, Subscriber[]>();
  for (const partner of partners) {
    for (const subscription of partner.receives) {
      const { process, when } = subscription;
      const object = objects.get(process);
      if (object === undefined) continue;
      const condition = when && compile(when, object, problems);
      const wants = condition === undefined ? () => true : (list: InstanceList) => someRoot(list, condition, lookups);
      const document = mappedDocument(subscription, partner, object, maps, problems);
      const subscriber = { partner, wants, ...(document && { document }) };
      subscribers.set(process, [...(subscribers.get(process) ?? []), subscriber]);
    }
  }
  if (problems.length > 0) throw new ModelError(problems);
  return subscribers;
}

function mappedDocument(
  { process, map: named, arguments: given = new Map() }: Subscription,
  { name: partner }: Partner,
  object: IntegrationObject,
  maps: DataMaps | undefined,
  problems: Problem[],
): Subscriber['document'] {
  if (named === undefined) return undefined;
  const { text, at } = named;
  const map = maps?.get(text);
  if (maps === undefined || map === undefined) {
    problems.push({ ...at, message: `there is no integration object map '${text}'${maps?.suggestion(text) ?? ''}` });
    return undefined;
  }
  const source = map.source.object;
  if (source !== object)
    problems.push({ ...at, message: `'${text}' maps ${source.name}, and the messages are ${object.name}` });
  const names = map.arguments.map(({ name }) => name);
  for (const name of given.keys()) {
    if (names.includes(name)) continue;
    problems.push({ ...at, message: `'${text}' has no argument '${name}'${suggestion(name, names)}` });
  }
  const fixed = [['Partner', partner], ['Process', process], ...given] as const;
  return (list, facts) => {
    const values = new Map([...Object.entries(facts), ...fixed]);
    const mapped = maps.run(map, list, { arguments: values, now: utcNow() });
    return maps.write(map, mapped, { messageId: facts['Message Id'] });
  };
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
