import { CutError } from '../../errors/cut-error.ts';
import type { IntegrationObject } from '../../model/model.ts';
import type { Receiver } from '../receiving-processes.ts';
import type { PreparedObject } from './prepared-object.ts';

/** Who receives the objects of a feed: the process that was chosen, or the only one for objects of this kind. */
export interface ReceiverChoice {
  /** @throws CutError NO_RECEIVER */
  of(object: IntegrationObject): Receiver;
}

/** An object that can be read, with who receives it; or why it cannot be written. */
export type AddressedObject =
  | (Extract<PreparedObject, { readonly error?: never }> & { readonly receiver: Receiver })
  | Extract<PreparedObject, { readonly error: CutError }>;

export function addressed(prepared: PreparedObject, receivers: ReceiverChoice): AddressedObject {
  const { object, root } = prepared;
  if (root === undefined) return prepared;
  const kind = object.place.object;
  if (kind === undefined) throw new RangeError('an object without integration object cannot have been read');
  try {
    return { object, root, receiver: receivers.of(kind) };
  } catch (error) {
    if (error instanceof CutError) return { object, error };
    throw error;
  }
}
