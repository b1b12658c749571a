import { CutError } from '../errors/cut-error.ts';
import { describeArgumentValues, isArgumentValue, listedArgumentValues } from '../model/argument-values.ts';
import type { Argument } from '../model/method-signature.ts';
import type { WorkflowProcess } from '../model/model.ts';
import { type StepArguments, stringArgument } from './business-service.ts';

/**
 * Checks what a method is called with against its signature; an empty argument counts as absent.
 * @throws CutError INVALID_ARGUMENT, one for each argument that has a value which it does not take
 */
export function checkArguments(
  input: StepArguments,
  declared: Readonly<Record<string, Argument>>,
  process: WorkflowProcess,
): void {
  const errors = Object.entries(declared).flatMap(([name, argument]) => {
    const value = stringArgument(input, name);
    return (value !== undefined && refusal(name, value, argument, process)) || [];
  });
  if (errors.length > 0) throw CutError.of(errors);
}

function refusal(
  name: string,
  value: string,
  { values, integrationObject }: Argument,
  process: WorkflowProcess,
): CutError | undefined {
  if (values !== undefined && !isArgumentValue(values, value)) {
    return invalidArgument(name, value, describeArgumentValues(values), listedArgumentValues(values));
  }
  const object = process.integrationObject.name;
  if (integrationObject && value !== object) return invalidArgument(name, value, `'${object}'`, [object]);
  return undefined;
}

/** Characters of a value that a message quotes. */
const LONGEST_QUOTED = 100;

export function invalidArgument(
  argument: string,
  sent: string,
  expected: string,
  allowed?: readonly string[],
): CutError {
  const value = sent.length > LONGEST_QUOTED ? `${sent.slice(0, LONGEST_QUOTED - 1)}…` : sent;
  return new CutError(
    'INVALID_ARGUMENT',
    { value, argument, expected },
    { location: { argument, value, ...(allowed && { allowed }) } },
  );
}
