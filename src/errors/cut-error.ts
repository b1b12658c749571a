import { ERROR_TABLE, type ErrorEntry, type ErrorKey } from './error-table.ts';

/** Where in the message the mistake is, as far as it is known. */
export interface ErrorLocation {
  /** Argument of the operation, where it is not about the objects. */
  readonly argument?: string;
  /** Integration component. */
  readonly component?: string;
  /** Which instance of it, in words: `2 (Name "Tyne", Location "York")`. */
  readonly instance?: string;
  readonly field?: string;
  readonly value?: string;
  /** Line of the message, from 1. */
  readonly line?: number;
  /** The values that would have been right. */
  readonly allowed?: readonly string[];
}

/** An error of the table, with its message filled in. Everything in it may be shown to the caller; `cause` is for the log only. */
export class CutError extends Error {
  override readonly name = 'CutError';
  readonly key: ErrorKey;
  readonly location: ErrorLocation;
  /** Further mistakes of the same message. */
  readonly further: readonly CutError[];

  constructor(
    key: ErrorKey,
    parameters: Readonly<Record<string, string | number>> = {},
    options: { location?: ErrorLocation; cause?: unknown; further?: readonly CutError[] } = {},
  ) {
    super(
      fill(ERROR_TABLE[key].message, parameters),
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.key = key;
    this.location = options.location ?? {};
    this.further = options.further ?? [];
  }

  get entry(): ErrorEntry {
    return ERROR_TABLE[this.key];
  }

  get code(): string {
    return this.entry.code;
  }

  /** This error and the further ones. */
  get all(): readonly CutError[] {
    return [this, ...this.further];
  }

  /** The same error, with what `location` says of its place. */
  at(location: ErrorLocation): CutError {
    const { key, cause, further, message } = this;
    const placed = new CutError(key, {}, { location: { ...this.location, ...location }, cause, further });
    placed.message = message;
    return placed;
  }

  /** One error that carries all of `errors` (at least one), the first one in front. */
  static of(errors: readonly CutError[]): CutError {
    const [first, ...rest] = errors;
    if (first === undefined) throw new RangeError('no errors to throw');
    if (rest.length === 0) return first;
    const combined = new CutError(
      first.key,
      {},
      { location: first.location, cause: first.cause, further: [...first.further, ...rest] },
    );
    combined.message = first.message;
    return combined;
  }
}

function fill(template: string, parameters: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => String(parameters[name] ?? placeholder));
}
