/** The broker is gone, or does not let us do something. */
export class AmqpFailure extends Error {
  override readonly name = 'AmqpFailure';
  /** `amqp:not-found`; empty when the broker did not say. */
  readonly condition: string;

  constructor(problem: string, condition = '', cause?: unknown) {
    super(condition === '' ? problem : `${problem} (${condition})`, cause === undefined ? undefined : { cause });
    this.condition = condition;
  }
}

/** What is in an error of the protocol, or of the library, in words. */
export function describeError(error: unknown): { readonly problem: string; readonly condition: string } {
  const { description, message, condition } = (typeof error === 'object' && error !== null ? error : {}) as Readonly<
    Record<string, unknown>
  >;
  const problem = [description, message].find((text) => typeof text === 'string' && text !== '');
  return {
    problem: typeof problem === 'string' ? problem : 'without a reason',
    condition: typeof condition === 'string' ? condition : '',
  };
}
