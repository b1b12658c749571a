import type { Instance, InstanceList } from '../model/instance.ts';
import type { IntegrationObject, Model } from '../model/model.ts';
import type { Reader, Transaction } from '../store/store.ts';
import { type ObjectWriting, objectWriting } from './component-writing.ts';
import { deleteRows } from './delete-rows.ts';
import { toFeedForm } from './feed-form.ts';
import { modelLookups } from './model-lookups.ts';
import { type ObjectRows, objectRows } from './object-rows.ts';
import { type Criteria, matchingRoots, type PageOptions, query, queryPage } from './query.ts';
import type { PageRequest } from './query-arguments.ts';
import { type Read, readPages } from './read-pages.ts';
import { type WriteOptions, write } from './write.ts';
import type { WriteResult } from './write-result.ts';

export interface AdapterOptions {
  /** The most root instances that a query answers. */
  readonly queryLimit: number;
  /** The largest page of a paged query; Siebel's MaximumPageSize. 100 when left out. */
  readonly maximumPageSize?: number;
}

/** One page of what a query finds. */
export interface Page {
  readonly list: InstanceList;
  /** Whether nothing comes after it. */
  readonly lastPage: boolean;
  /** How many instances fit in all; only when it was asked for. */
  readonly recordCount?: number;
}

/** Of Oracle's hosted service (siebel-eai, 8.1). */
const MAXIMUM_PAGE_SIZE = 100;

/** The EAI Siebel Adapter: query and write integration object instances (siebel-eai, section 5). Stateless; made once per model. */
export class SiebelAdapter {
  readonly #rows: ReadonlyMap<IntegrationObject, ObjectRows>;
  readonly #writing: ReadonlyMap<IntegrationObject, ObjectWriting>;
  readonly #query: PageOptions;

  constructor(model: Model, options: AdapterOptions) {
    this.#rows = new Map([...model.integrationObjects.values()].map((object) => [object, objectRows(object)]));
    this.#writing = new Map([...this.#rows].map(([object, rows]) => [object, objectWriting(rows, model.tables)]));
    this.#query = {
      limit: options.queryLimit,
      maximumPageSize: options.maximumPageSize ?? MAXIMUM_PAGE_SIZE,
      lookups: modelLookups(model),
    };
  }

  /**
   * All instances that fit, with their children; an empty list when there are none.
   * @throws CutError TOO_MANY_ROWS when they are more than `queryLimit`; what `readSearch` refuses in the criteria
   */
  async query(reader: Reader, object: IntegrationObject, criteria: Criteria): Promise<InstanceList> {
    return { integrationObject: object, roots: await query(reader, this.#rowsOf(object), criteria, this.#query) };
  }

  /**
   * One page of the instances that fit. There is no cursor: the next page is the same call with a larger `startRowNum`.
   * @throws CutError PAGE_TOO_LARGE, INVALID_ARGUMENT; what `readSearch` refuses in the criteria
   */
  async queryPage(reader: Reader, object: IntegrationObject, criteria: Criteria, page: PageRequest): Promise<Page> {
    const { roots, ...found } = await queryPage(reader, this.#rowsOf(object), criteria, page, this.#query);
    return { ...found, list: { integrationObject: object, roots } };
  }

  /**
   * All instances that fit, however many, page by page in the order of row ids.
   * @param read see `readPages`
   * @param form `answer`: as a query answers; `feed`: without what no other database could take (see `toFeedForm`)
   * @throws CutError what `readSearch` refuses in the criteria, before the first page
   */
  readAll(
    read: Read,
    object: IntegrationObject,
    criteria: Omit<Criteria, 'sortSpec'>,
    form: 'answer' | 'feed',
  ): AsyncGenerator<InstanceList> {
    const { root } = this.#writingOf(object);
    const pages = readPages(read, this.#rowsOf(object), criteria, this.#query);
    return instanceLists(object, pages, form === 'feed' ? (instance) => toFeedForm(root, instance) : undefined);
  }

  /**
   * Inserts, updates and deletes: all instances or none.
   * @throws CutError with all mistakes of the message
   */
  async write(transaction: Transaction, list: InstanceList, options: WriteOptions): Promise<WriteResult> {
    return write(transaction, this.#writingOf(list.integrationObject), list, options);
  }

  /**
   * Deletes the instances that fit, with all that is below them; at most `queryLimit`.
   * @throws CutError with all mistakes; TOO_MANY_ROWS, and what `matchingRoots` refuses in the criteria
   */
  async deleteMatching(
    transaction: Transaction,
    object: IntegrationObject,
    criteria: Criteria,
    options: Omit<WriteOptions, 'method'>,
  ): Promise<WriteResult> {
    const rows = await matchingRoots(transaction, this.#rowsOf(object), criteria, this.#query);
    return deleteRows(transaction, this.#writingOf(object), rows, { ...options, method: 'Delete' });
  }

  #rowsOf(object: IntegrationObject): ObjectRows {
    const rows = this.#rows.get(object);
    if (rows === undefined) throw new RangeError(`${object.name} is not an object of this model`);
    return rows;
  }

  #writingOf(object: IntegrationObject): ObjectWriting {
    const writing = this.#writing.get(object);
    if (writing === undefined) throw new RangeError(`${object.name} is not an object of this model`);
    return writing;
  }
}

async function* instanceLists(
  integrationObject: IntegrationObject,
  pages: AsyncIterable<readonly Instance[]>,
  change: ((instance: Instance) => void) | undefined,
): AsyncGenerator<InstanceList> {
  for await (const roots of pages) {
    if (change !== undefined) roots.forEach(change);
    yield { integrationObject, roots };
  }
}
