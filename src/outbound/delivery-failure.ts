/** What a partner answered to a try. */
export interface Answer {
  /** HTTP status, where there is one. */
  readonly status?: number;
  /** The text, where there is one. */
  readonly text?: string;
}

interface FailureDetails {
  readonly answer?: Answer;
  /** The partner asks to be left alone for so long, in milliseconds. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/**
 * A delivery that did not come to its end.
 *
 * - `Refused`: the partner answered that it will not have this message. It may think so again and again: its refusals are counted.
 * - `Failed`: the partner is not to be had, or not itself; that says nothing about the message.
 */
export class DeliveryFailure extends Error {
  override readonly name = 'DeliveryFailure';
  readonly outcome: 'Refused' | 'Failed';
  readonly answer: Answer;
  readonly retryAfter: number;

  constructor(
    outcome: DeliveryFailure['outcome'],
    problem: string,
    { answer = {}, retryAfter = 0, cause }: FailureDetails = {},
  ) {
    super(problem, cause === undefined ? undefined : { cause });
    this.outcome = outcome;
    this.answer = answer;
    this.retryAfter = retryAfter;
  }

  /** Anything else that a transport throws is nobody's fault but its own: the message is as good as before. */
  static of(error: unknown): DeliveryFailure {
    if (error instanceof DeliveryFailure) return error;
    return new DeliveryFailure('Failed', describe(error), { cause: error });
  }
}

/** What the operating system says is often in the cause only, or in one of several. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.map(describe).join('; ');
  if (error.cause instanceof Error && error.message !== error.cause.message)
    return `${error.message}: ${describe(error.cause)}`;
  return error.message;
}
