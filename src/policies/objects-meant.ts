import type { ChangedObject } from './changed-object.ts';
import type { CompiledPolicy } from './compile-policies.ts';
import type { PolicyOutcome, PolicyParts } from './policy-parts.ts';

/**
 * Looks, without a transaction that keeps others from writing, which of the objects are none that the policy is about. What changes after this look has a note of
 * its own. An object whose condition cannot be found out is not among them: sending it says why.
 */
export async function objectsMeant(
  { store, adapter }: Pick<PolicyParts, 'store' | 'adapter'>,
  { policy, hasCondition, holdsFor }: CompiledPolicy,
  objects: readonly ChangedObject[],
): Promise<ReadonlyMap<ChangedObject, PolicyOutcome>> {
  if (!hasCondition || objects.length === 0) return new Map();
  const { integrationObject } = policy.process;
  const { rowId } = integrationObject.root;
  const searchSpec = objects.map(({ objectId }) => `[${rowId.name}] = ${quoted(objectId)}`).join(' OR ');
  const { roots } = await store.read((reader) => adapter.query(reader, integrationObject, { searchSpec }));
  const found = new Map(roots.map((root) => [root.values[rowId.ordinal], root]));
  const outcomes = new Map<ChangedObject, PolicyOutcome>();
  for (const object of objects) {
    const root = found.get(object.objectId);
    if (root === undefined) outcomes.set(object, 'Gone');
    else if (holds(() => holdsFor(root)) === false) outcomes.set(object, 'NotMeant');
  }
  return outcomes;
}

function holds(ask: () => boolean): boolean | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
