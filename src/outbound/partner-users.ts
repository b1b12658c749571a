import type { Column, Table } from '../model/model.ts';
import type { ColumnReference, Find, Shape, Stamp, Transaction } from '../store/store.ts';
import { columnsOf, referenceTo, shapeOf } from '../store/table-columns.ts';

/**
 * The S_USER records in whose names the answers of partners are written, one for each partner: so it can be told that a change has come from there. Nobody can call with
 * one of these logins: they are not in CUT_USER, and not in capitals as those of callers are.
 */
export class PartnerUsers {
  readonly #table: Table;
  readonly #shape: Shape;
  readonly #login: ColumnReference;
  readonly #columns: readonly Column[];

  /** @param userTable S_USER of the model */
  constructor(userTable: Table) {
    this.#table = userTable;
    this.#shape = shapeOf(userTable, ['LOGIN', 'ROW_ID']);
    this.#login = referenceTo(userTable, 'LOGIN');
    this.#columns = columnsOf(userTable, ['LOGIN']);
  }

  /** What the login of a partner's record is. */
  static loginOf(partner: string): string {
    return `partner ${partner}`;
  }

  /** Finds LOGIN and ROW_ID of the records that these partners have. */
  find(partners: readonly string[]): Find {
    return { shape: this.#shape, by: [this.#login], keys: partners.map((name) => [PartnerUsers.loginOf(name)]) };
  }

  /** ROW_ID of the partner's record, which is made when there is none. */
  async rowIdOf(transaction: Transaction, partner: string, stamp: Stamp): Promise<string> {
    const [rows = []] = await transaction.find([{ ...this.find([partner]), lock: 'keys' }]);
    const [[, known] = []] = rows;
    if (known) return known;
    const [rowId = ''] = await transaction.allocateRowIds(1);
    const values = [PartnerUsers.loginOf(partner)];
    await transaction.apply([{ kind: 'insert', table: this.#table, rowId, columns: this.#columns, values }], stamp);
    return rowId;
  }
}
