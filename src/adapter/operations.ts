import { nearestName } from '../errors/near-names.ts';

/** What a write does with one instance of a message (siebel-eai, 5.2). */
export interface Operation {
  readonly name: string;
  /** When its user key names a row; of an association, a row that is linked to the parent. */
  readonly found: 'update' | 'delete' | 'skip' | 'refuse' | 'ignore';
  /** When it names none. */
  readonly missing: 'insert' | 'refuse' | 'pass' | 'skip' | 'ignore';
  /** Whether the rows that a container under it does not name are deleted. */
  readonly removesOthers: boolean;
}

const operation = (
  name: string,
  found: Operation['found'],
  missing: Operation['missing'],
  removesOthers = false,
): Operation => Object.freeze({ name, found, missing, removesOthers });

const UPSERT = operation('upsert', 'update', 'insert');
const SYNC = operation('sync', 'update', 'insert', true);
const UPDATE = operation('update', 'update', 'refuse');
const UPDATE_SYNC = operation('updatesync', 'update', 'refuse', true);
const INSERT = operation('insert', 'refuse', 'insert');
const INSERT_SYNC = operation('insertsync', 'refuse', 'insert', true);
const DELETE = operation('delete', 'delete', 'pass');
const SKIP_NODE = operation('skipnode', 'skip', 'skip');
const SKIP_TREE = operation('skiptree', 'ignore', 'ignore');

/** By the name in the attribute `operation`. */
const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ...[UPSERT, SYNC, UPDATE, UPDATE_SYNC, INSERT, INSERT_SYNC, DELETE, SKIP_NODE, SKIP_TREE].map(
    (known) => [known.name, known] as const,
  ),
  ['none', SYNC],
]);

export const OPERATION_NAMES: readonly string[] = [...OPERATIONS.keys()];

/** The first letter may be a capital (siebel-eai, 1.6), the rest is exact; undefined for a name that is none. */
export function operationNamed(name: string): Operation | undefined {
  return OPERATIONS.get(name) ?? OPERATIONS.get(name.charAt(0).toLowerCase() + name.slice(1));
}

/** The operation that a misspelt name may stand for. */
export function nearestOperation(name: string): string | undefined {
  return nearestName(name, OPERATION_NAMES);
}

export type WriteMethod = 'Insert' | 'Update' | 'Upsert' | 'Synchronize' | 'Delete' | 'Execute';

/** What instances do that have no `operation` of their own, nor an ancestor that has (siebel-eai, 5.1). */
interface MethodOperations {
  readonly roots: Operation;
  readonly below: Operation;
}

export const METHODS: Readonly<Record<WriteMethod, MethodOperations>> = Object.freeze({
  Insert: { roots: INSERT, below: UPSERT },
  Update: { roots: UPDATE_SYNC, below: SYNC },
  Upsert: { roots: UPSERT, below: UPSERT },
  Synchronize: { roots: SYNC, below: SYNC },
  Delete: { roots: DELETE, below: DELETE },
  Execute: { roots: SYNC, below: SYNC },
});
