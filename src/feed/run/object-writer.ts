import { chooseUserKey } from '../../adapter/user-key.ts';
import { CutError } from '../../errors/cut-error.ts';
import type { Transaction } from '../../store/store.ts';
import type { ProcessInterpreter } from '../../workflow/process-interpreter.ts';
import type { Caller } from '../../workflow/process-runner.ts';
import { feedErrors } from '../feed-error.ts';
import type { Receiver } from '../receiving-processes.ts';
import type { Reject } from '../reject-rows.ts';
import type { FeedObject } from '../split/feed-splitter.ts';
import { type AddressedObject, addressed, type ReceiverChoice } from './addressed-object.ts';
import { Tally } from './counts.ts';
import type { PreparedObject } from './prepared-object.ts';

export interface ObjectWriterParts {
  readonly transaction: Transaction;
  readonly interpreter: Pick<ProcessInterpreter, 'runWithin'>;
  readonly receivers: ReceiverChoice;
  readonly caller: Caller;
  /** Gets the counts of what is written. */
  readonly tally: Tally;
  /** How many more objects may be rejected. */
  readonly mayReject: number;
  /** Most objects that are written together. */
  readonly together: number;
}

type Readable = Extract<AddressedObject, { readonly receiver: Receiver }>;

/** Thrown to leave what comes after unwritten. */
const TOO_MANY = new Error('too many objects were rejected');

/**
 * Writes objects in their order: neighbours together as one message, in a savepoint. When that is refused, each half of them by itself, and so on,
 * until each object that is refused is found, and all others are written. What is written is so, whatever is refused, as if each object had
 * come alone, one after the other; but an object may refer to one that comes behind it and is written together with it.
 */
export class ObjectWriter {
  readonly rejects: Reject[] = [];
  /** How many objects were dealt with. */
  done = 0;
  readonly #parts: ObjectWriterParts;

  constructor(parts: ObjectWriterParts) {
    this.#parts = parts;
  }

  /** @returns whether all were dealt with; otherwise more were rejected than may be */
  async write(objects: Iterable<PreparedObject>): Promise<boolean> {
    try {
      for (const run of runsOf(objects, this.#parts)) {
        if (Array.isArray(run)) await this.#writeRun(run);
        else this.#reject(run.object, run.error);
      }
      return true;
    } catch (error) {
      if (error === TOO_MANY) return false;
      throw error;
    }
  }

  async #writeRun(run: readonly Readable[]): Promise<void> {
    const refusal = await this.#tryRun(run);
    const [only] = run;
    if (refusal === undefined) this.done += run.length;
    else if (only !== undefined && run.length === 1) this.#reject(only.object, refusal);
    else {
      const middle = Math.ceil(run.length / 2);
      await this.#writeRun(run.slice(0, middle));
      await this.#writeRun(run.slice(middle));
    }
  }

  /** @returns why nothing was written */
  async #tryRun(run: readonly Readable[]): Promise<CutError | undefined> {
    const [first] = run;
    if (first === undefined) return undefined;
    const { transaction, interpreter, caller, tally } = this.#parts;
    const { process, property } = first.receiver;
    const { integrationObject } = process;
    const properties = new Map([[property, { integrationObject, roots: run.map(({ root }) => root) }]]);
    const written = new Tally();
    try {
      await transaction.savepoint(() =>
        interpreter.runWithin(transaction, { process, properties, caller }, (result) =>
          written.add(integrationObject.name, result),
        ),
      );
    } catch (error) {
      if (error instanceof CutError && error.entry.side !== 'server') return error;
      throw error;
    }
    tally.addAll(written);
    return undefined;
  }

  #reject(object: FeedObject, error: CutError): void {
    this.rejects.push(toReject(object, error));
    this.done += 1;
    if (this.rejects.length > this.#parts.mayReject) throw TOO_MANY;
  }
}

export function toReject({ number, offset, length, line, place }: FeedObject, error: CutError): Reject {
  return {
    number,
    offset,
    length,
    line,
    ...(place.object === undefined ? {} : { integrationObject: place.object.name }),
    listTag: place.before,
    errors: feedErrors(error).map((each) => ({ line, ...each })),
  };
}

/** Neighbours that one process receives and that do not name the same record; and, by themselves, objects that could not be read. */
function* runsOf(
  objects: Iterable<PreparedObject>,
  { receivers, together }: Pick<ObjectWriterParts, 'receivers' | 'together'>,
): Generator<Readable[] | Exclude<AddressedObject, Readable>> {
  let run: Readable[] = [];
  let keys = new Set<string>();
  for (const prepared of objects) {
    const each = addressed(prepared, receivers);
    if (each.error !== undefined) {
      if (run.length > 0) yield run;
      run = [];
      keys = new Set();
      yield each;
      continue;
    }
    const key = keyOf(each);
    if (run.length === together || (run.length > 0 && (run[0]?.receiver !== each.receiver || keys.has(key)))) {
      yield run;
      run = [];
      keys = new Set();
    }
    run.push(each);
    keys.add(key);
  }
  if (run.length > 0) yield run;
}

function keyOf({ root, object }: Readable): string {
  const key = chooseUserKey(root);
  if (key === undefined) return `${object.number}`;
  return JSON.stringify([key.fields.map(({ ordinal }) => ordinal), key.values]);
}
