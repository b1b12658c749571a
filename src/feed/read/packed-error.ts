import { CutError, type ErrorLocation } from '../../errors/cut-error.ts';
import type { ErrorKey } from '../../errors/error-table.ts';

/** A `CutError` as it goes from one thread to another; its cause stays behind. */
export interface PackedError {
  readonly key: ErrorKey;
  readonly message: string;
  readonly location: ErrorLocation;
  readonly further: readonly PackedError[];
}

export function packError({ key, message, location, further }: CutError): PackedError {
  return { key, message, location, further: further.map(packError) };
}

export function unpackError({ key, message, location, further }: PackedError): CutError {
  const error = new CutError(key, {}, { location, further: further.map(unpackError) });
  error.message = message;
  return error;
}
