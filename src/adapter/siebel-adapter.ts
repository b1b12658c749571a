import { CutError } from '../errors/cut-error.ts';
import type { Instance, InstanceList } from '../model/instance.ts';
import type { IntegrationObject, Model } from '../model/model.ts';
import { rowIdSupply } from '../store/row-id-supply.ts';
import type { Reader, Stamp, Transaction } from '../store/store.ts';
import { locate } from './describe.ts';
import { findLookups } from './lookups.ts';
import { Mistakes } from './mistakes.ts';
import { type ObjectRows, objectRows } from './object-rows.ts';
import { newRowIdsNeeded, type Plan, plan } from './plan.ts';
import { type Criteria, query } from './query.ts';
import { type ResolvedNode, resolve } from './resolve.ts';
import { statusInstances } from './status-keys.ts';
import { storeRefusal } from './store-refusal.ts';
import { refuseTakenKeys } from './taken-keys.ts';

export interface AdapterOptions {
  /** The most root instances that a query answers. */
  readonly queryLimit: number;
}

export interface UpsertOptions {
  readonly stamp: Stamp;
  /** See `PlanOptions.acceptRowIds`; for sample data and restored exports. */
  readonly acceptRowIds?: boolean;
}

export interface UpsertResult {
  /** ROW_ID of the first root. */
  readonly primaryRowId: string;
  /** The instances reduced to their status keys. */
  readonly status: InstanceList;
}

/** The EAI Siebel Adapter: query and write integration object instances (siebel-eai, section 5). Stateless; made once per model. */
export class SiebelAdapter {
  readonly #tables: Model['tables'];
  readonly #rows: ReadonlyMap<IntegrationObject, ObjectRows>;
  readonly #queryLimit: number;

  constructor(model: Model, options: AdapterOptions) {
    this.#tables = model.tables;
    this.#rows = new Map([...model.integrationObjects.values()].map((object) => [object, objectRows(object)]));
    this.#queryLimit = options.queryLimit;
  }

  /** @throws CutError NO_CRITERIA, TOO_MANY_ROWS */
  async query(reader: Reader, object: IntegrationObject, criteria: Criteria): Promise<InstanceList> {
    return { integrationObject: object, roots: await query(reader, this.#rowsOf(object), criteria, this.#queryLimit) };
  }

  /**
   * Insert or Update: all instances or none.
   * @throws CutError with all mistakes of the message
   */
  async upsert(transaction: Transaction, list: InstanceList, options: UpsertOptions): Promise<UpsertResult> {
    const rows = this.#rowsOf(list.integrationObject);
    const errors = new Mistakes();
    refuseOperations(list.roots, errors);
    const nodes = await resolve(transaction, rows, list.roots, errors);
    await refuseTakenKeys(transaction, rows, nodes, errors);
    const lookups = await findLookups(transaction, this.#tables, nodes);
    const newRowIds = await transaction.allocateRowIds(newRowIdsNeeded(nodes));
    const planned = plan(
      rows,
      nodes,
      lookups,
      { acceptRowIds: options.acceptRowIds ?? false, newRowId: rowIdSupply(newRowIds) },
      errors,
    );
    errors.throwIfAny();
    await apply(transaction, planned, nodes, options.stamp);
    const [first] = nodes;
    return {
      primaryRowId: first === undefined ? '' : planned.rows.rowId(first),
      status: { integrationObject: list.integrationObject, roots: statusInstances(nodes, planned.rows) },
    };
  }

  #rowsOf(object: IntegrationObject): ObjectRows {
    const rows = this.#rows.get(object);
    if (rows === undefined) throw new RangeError(`${object.name} is not an object of this model`);
    return rows;
  }
}

/** Only `upsert` is an operation of Insert or Update; anything else is refused, never guessed (siebel-eai, 5.2, the misspelt name). */
function refuseOperations(instances: readonly Instance[], errors: Mistakes): void {
  instances.forEach((instance, index) => {
    const { operation, component } = instance;
    if (operation !== undefined && operation !== '' && !/^[uU]psert$/.test(operation)) {
      const location = locate(instance, index, undefined, { value: operation, allowed: ['upsert'] });
      const parameters = { operation, component: component.name, allowed: 'upsert' };
      errors.push(new CutError('OPERATION_REFUSED', parameters, { location }));
    }
    for (const group of instance.children) refuseOperations(group ?? [], errors);
  });
}

async function apply(
  transaction: Transaction,
  { changes }: Plan,
  nodes: readonly ResolvedNode[],
  stamp: Stamp,
): Promise<void> {
  if (changes.length === 0) return;
  try {
    await transaction.apply(changes, stamp);
  } catch (error) {
    throw storeRefusal(error, nodes) ?? error;
  }
}
