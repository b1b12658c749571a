import { suggestion } from '../errors/near-names.ts';
import type { BoundCondition, BoundOperand } from '../expression/bound.ts';
import { operandsIn } from './bound-parts.ts';
import type { Lists } from './compile-data-map.ts';

const OF_LISTS: ReadonlySet<string> = new Set(['LookupValue', 'LookupName']);

/** Directions in which a value map is used (siebel-eai, 6.3). */
const DIRECTIONS: Readonly<Record<string, 'inbound' | 'outbound'>> = Object.freeze({
  EAILookupSiebel: 'inbound',
  EAILookupExternal: 'outbound',
});

/** What is wrong with the lists and value maps that an expression names outright; these must have something in the direction in which they are used. */
export function lookupProblems(expression: BoundOperand | BoundCondition, lists: Lists): readonly string[] {
  return [...operandsIn(expression)].flatMap((operand) => lookupProblem(operand, lists) ?? []);
}

function lookupProblem(operand: BoundOperand, { valueLists, valueMaps }: Lists): string | undefined {
  if (operand.kind !== 'call') return undefined;
  const [first] = operand.of;
  if (first?.kind !== 'literal' || first.value === null) return undefined;
  const name = first.value;
  if (OF_LISTS.has(operand.function))
    return valueLists.has(name) ? undefined : missing('list of values', name, valueLists.keys());
  const direction = DIRECTIONS[operand.function];
  if (direction === undefined && operand.function !== 'Lookup') return undefined;
  const map = valueMaps.get(name);
  if (map === undefined) return missing('value map', name, valueMaps.keys());
  const isEmpty = direction !== undefined && map[direction].size === 0;
  return isEmpty ? `value map ${name} has nothing ${direction}` : undefined;
}

function missing(kind: string, name: string, known: Iterable<string>): string {
  return `there is no ${kind} '${name}'${suggestion(name, known)}`;
}
