import { inputsOf, OBJECT_ID } from '../contract/process-arguments.ts';
import { CutError } from '../errors/cut-error.ts';
import { bindCondition } from '../expression/bind.ts';
import type { BoundCondition } from '../expression/bound.ts';
import { type ConditionField, conditionFields } from '../expression/condition-fields.ts';
import { evaluateCondition } from '../expression/evaluate.ts';
import type { Lookups } from '../expression/evaluation-context.ts';
import { InstanceRow } from '../expression/instance-row.ts';
import { parseExpression } from '../expression/parse-expression.ts';
import type { Instance } from '../model/instance.ts';
import type { Model } from '../model/model.ts';
import { ModelError, type Problem } from '../model/model-error.ts';
import type { PlacedText } from '../model/placed-text.ts';
import type { Policy } from '../model/policy.ts';
import { utcNow } from '../store/clock.ts';

/** A policy with its condition compiled. */
export interface CompiledPolicy {
  readonly policy: Policy;
  readonly hasCondition: boolean;
  /**
   * Whether the condition holds for this object; without a condition always.
   * @throws CutError when that takes too much work to find out
   */
  holdsFor(root: Instance): boolean;
  /** Names of the partners that get messages of the process. */
  readonly receivers: ReadonlySet<string>;
}

/**
 * Compiles the policies of the model.
 * @param lookups for the lookup functions of conditions
 * @throws ModelError with every policy that cannot work
 */
export function compilePolicies(
  { policies, partners }: Pick<Model, 'policies' | 'partners'>,
  lookups: Lookups,
): readonly CompiledPolicy[] {
  const problems: Problem[] = [];
  const compiled = policies.map((policy): CompiledPolicy => {
    const { process, at, when } = policy;
    if (!inputsOf(process).some(({ name }) => name === OBJECT_ID)) {
      const message = `'${process.name}' cannot be started for a record: it takes no ${OBJECT_ID}`;
      problems.push({ ...at, message });
    }
    const condition = when && compile(when, policy, problems);
    const receivers = partners.filter(({ receives }) => receives.some((each) => each.process === process.name));
    return {
      policy,
      hasCondition: condition !== undefined,
      holdsFor: (root) =>
        condition === undefined ||
        evaluateCondition(condition, { row: new InstanceRow(root), now: utcNow(), lookups }) === true,
      receivers: new Set(receivers.map(({ name }) => name)),
    };
  });
  if (problems.length > 0) throw new ModelError(problems);
  return compiled;
}

function compile({ text, at }: PlacedText, policy: Policy, problems: Problem[]): BoundCondition | undefined {
  const { root } = policy.process.integrationObject;
  try {
    const condition = bindCondition(parseExpression(text), { component: root });
    for (const name of unwatched(conditionFields(condition), policy)) {
      problems.push({
        ...at,
        message: `asks for ${name}, which the policy does not watch: that it changes would go unnoticed`,
      });
    }
    return condition;
  } catch (error) {
    if (!(error instanceof CutError)) throw error;
    problems.push({ ...at, message: `is no condition over ${root.name}: ${error.message}` });
    return undefined;
  }
}

/** Fields whose changes are not noted, as they are written in conditions. */
function unwatched(fields: readonly ConditionField[], { watches }: Policy): ReadonlySet<string> {
  const names = fields.flatMap(({ component, field: { name, source } }) => {
    const watch = watches.find((each) => each.component === component);
    const column = source.kind === 'lookup' ? source.via : source.column;
    const isWatched = watch?.columns.includes(column) || watch?.associationColumns.includes(column) || column.system;
    return watch !== undefined && isWatched ? [] : [`[${component.name}.${name}]`];
  });
  return new Set(names);
}
