import { CutError, type ErrorLocation } from '../errors/cut-error.ts';
import { bindCondition } from '../expression/bind.ts';
import type { BoundCondition } from '../expression/bound.ts';
import { parseExpression } from '../expression/parse-expression.ts';
import { parseFieldQuery } from '../expression/parse-field-query.ts';
import type { Scope } from '../expression/scope.ts';
import type { Expression } from '../expression/tree.ts';
import type { Instance } from '../model/instance.ts';
import { locate, shorten } from './describe.ts';
import type { Mistakes } from './mistakes.ts';
import { equality, type FieldValue, keyValues } from './query-user-key.ts';

/** What an instance of an example asks for. */
export interface Example {
  /** What fits fulfils all of them; none: everything fits. */
  readonly conditions: readonly BoundCondition[];
  /** By position in the component's children: alternatives, of which a child that is shown fits one; none: all are shown. */
  readonly children: readonly (readonly Example[])[];
}

export interface ExampleOptions {
  /** Only user keys count, their values as they are (siebel-eai, 5.5, QueryByUserKey); otherwise every value is query syntax. */
  readonly byUserKey: boolean;
  /** What names mean, the component apart. */
  readonly scope: Omit<Scope, 'component'>;
}

/** Instances and values in all examples of one query. */
const MOST_PARTS = 10_000;

/**
 * Reads examples (siebel-eai, 5.6): the non-empty fields of an instance and its `searchspec` are conditions joined with AND; instances beside
 * each other are alternatives; children filter children.
 * @param errors gets what cannot be read: QUERY_SYNTAX, QUERY_NAME, QUERY_VALUE, NO_USER_KEY
 * @throws CutError QUERY_TOO_LARGE when there is more in them than one query may ask
 */
export function readExamples(examples: readonly Instance[], options: ExampleOptions, errors: Mistakes): Example[] {
  return new ExampleReader(options, errors).read(examples);
}

class ExampleReader {
  readonly #options: ExampleOptions;
  readonly #errors: Mistakes;
  #parts = 0;

  constructor(options: ExampleOptions, errors: Mistakes) {
    this.#options = options;
    this.#errors = errors;
  }

  read(instances: readonly Instance[]): Example[] {
    return instances.map((instance, index) => {
      const conditions = [...this.#ofFields(instance, index), ...this.#ofSearchSpec(instance, index)];
      this.#parts += 1 + conditions.length;
      if (this.#parts > MOST_PARTS) {
        throw new CutError('QUERY_TOO_LARGE', {
          problem: `its examples hold more than ${MOST_PARTS} instances and values`,
        });
      }
      return { conditions, children: instance.children.map((group) => this.read(group ?? [])) };
    });
  }

  #ofFields(instance: Instance, index: number): readonly BoundCondition[] {
    const { byUserKey } = this.#options;
    const sent = byUserKey ? this.#collect({}, () => keyValues(instance, index)) : filledFields(instance);
    return sent.flatMap(({ field, value }) =>
      this.#collect(locate({ instance, index }, undefined, { field: field.name, value: shorten(value) }), () => [
        this.#bind(instance, byUserKey ? equality(field, value) : parseFieldQuery(value, field)),
      ]),
    );
  }

  #ofSearchSpec(instance: Instance, index: number): readonly BoundCondition[] {
    const { searchSpec = '' } = instance;
    if (searchSpec === '') return [];
    return this.#collect(
      locate({ instance, index }, undefined, { field: 'searchspec', value: shorten(searchSpec) }),
      () => [this.#bind(instance, parseExpression(searchSpec))],
    );
  }

  #bind({ component }: Instance, expression: Expression): BoundCondition {
    return bindCondition(expression, { ...this.#options.scope, component });
  }

  #collect<T>(location: ErrorLocation, read: () => readonly T[]): readonly T[] {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof CutError)) throw error;
      this.#errors.push(error.at(location));
      return [];
    }
  }
}

function filledFields({ component, values }: Instance): FieldValue[] {
  return component.fields.flatMap((field) => {
    const value = values[field.ordinal];
    return typeof value === 'string' && value !== '' ? [{ field, value }] : [];
  });
}
