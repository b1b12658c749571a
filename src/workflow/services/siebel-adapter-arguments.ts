import type { Criteria } from '../../adapter/query.ts';
import type { WriteOptions } from '../../adapter/write.ts';
import { countOf, flagOf, nameOf } from '../../model/argument-values.ts';
import type { InstanceList } from '../../model/instance.ts';
import { LOV_LANGUAGE_MODES } from '../../model/siebel-adapter-methods.ts';
import { type StepArguments, stringArgument } from '../business-service.ts';
import type { PropertyValue } from '../process-runner.ts';

/** Reads arguments that `checkArguments` has let through. */

export function flagArgument(input: StepArguments, name: string): boolean {
  return flagOf(stringArgument(input, name) ?? '') === true;
}

export function countArgument(input: StepArguments, name: string): number | undefined {
  return countOf({ least: 0 }, stringArgument(input, name) ?? '');
}

export function listArgument(input: StepArguments, name: string): InstanceList | undefined {
  const value = input.get(name);
  return typeof value === 'object' ? value : undefined;
}

export function lovLanguageMode(input: StepArguments): Pick<WriteOptions, 'lovLanguageMode'> {
  return given('lovLanguageMode', nameOf(LOV_LANGUAGE_MODES, stringArgument(input, 'LOVLanguageMode') ?? ''));
}

/** What narrows a query down; `SiebelMessage` is not among it, since it is an example for some methods only. */
export function criteriaArguments(input: StepArguments): Omit<Criteria, 'examples'> {
  return {
    ...given('primaryRowId', stringArgument(input, 'PrimaryRowId')),
    ...given('searchSpec', stringArgument(input, 'SearchSpec')),
    ...given('sortSpec', stringArgument(input, 'SortSpec')),
    ...given('viewMode', stringArgument(input, 'ViewMode')),
    ...lovLanguageMode(input),
  };
}

/** Output arguments; one without a value is left out. */
export function outputs(values: Readonly<Record<string, PropertyValue | undefined>>): StepArguments {
  const answer = new Map<string, PropertyValue>();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) answer.set(name, value);
  return answer;
}

/** A property, or nothing at all where it has no value. */
export function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: Value };
}
