import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

/** What a message says about the five rows of an account. */
export interface AccountValues {
  readonly account: string;
  readonly description: string;
  readonly jobTitle: string;
  readonly addressName: string;
  readonly billingAccount: string;
  readonly creditLimit: number;
}

/** A row and how it is found: by its own key, and below its account. */
interface Upserted {
  readonly find: StatementSync;
  readonly update: StatementSync;
}

/**
 * The five rows of an account message, found by their keys and updated, as one would write it by hand: the same tables and columns, on a copy
 * of the service's database. What the compared systems have in common; transactions are the caller's.
 */
export class AccountRows {
  readonly #account: Upserted;
  readonly #contact: Upserted;
  readonly #address: Upserted;
  readonly #billing: Upserted;
  readonly #credit: Upserted;

  constructor(database: DatabaseSync) {
    const of = (select: string, table: string, column: string): Upserted => ({
      find: database.prepare(select),
      update: database.prepare(
        `UPDATE ${table} SET ${column} = ?, LAST_UPD = ?, LAST_UPD_BY = '0-1', DB_LAST_UPD = ?, DB_LAST_UPD_SRC = 'bench',
           MODIFICATION_NUM = MODIFICATION_NUM + 1 WHERE ROW_ID = ?`,
      ),
    });
    this.#account = of('SELECT ROW_ID FROM S_ORG_EXT WHERE INTEGRATION_ID = ?', 'S_ORG_EXT', 'DESC_TEXT');
    this.#contact = of(
      'SELECT b.ROW_ID FROM S_PARTY_PER t JOIN S_CONTACT b ON b.ROW_ID = t.PERSON_ID WHERE t.PARTY_ID = ? AND b.INTEGRATION_ID = ?',
      'S_CONTACT',
      'JOB_TITLE',
    );
    this.#address = of(
      'SELECT b.ROW_ID FROM S_CON_ADDR t JOIN S_ADDR_PER b ON b.ROW_ID = t.ADDR_PER_ID WHERE t.ACCNT_ID = ? AND b.INTEGRATION_ID = ?',
      'S_ADDR_PER',
      'ADDR_NAME',
    );
    this.#billing = of('SELECT ROW_ID FROM S_INV_PROF WHERE ACCNT_ID = ? AND NAME = ?', 'S_INV_PROF', 'BILL_ACCNT_NUM');
    this.#credit = of(
      'SELECT ROW_ID FROM S_CRDT_PROF WHERE ACCNT_ID = ? AND CRDT_AREA_CD = ?',
      'S_CRDT_PROF',
      'AUTO_APPR_LIMIT_AMT',
    );
  }

  /**
   * @returns ROW_ID of the account
   * @throws Error when a row is not there
   */
  update({ account, description, jobTitle, addressName, billingAccount, creditLimit }: AccountValues): string {
    const now = new Date().toISOString().slice(0, 19).replace('T', ' ');
    const id = change(this.#account, [`BENCH-${account}`], description, now);
    change(this.#contact, [id, `BENCH-C-${account}`], jobTitle, now);
    change(this.#address, [id, `BENCH-A-${account}`], addressName, now);
    change(this.#billing, [id, 'Monthly'], billingAccount, now);
    change(this.#credit, [id, 'Nordics'], creditLimit, now);
    return id;
  }
}

function change({ find, update }: Upserted, key: readonly string[], value: SQLInputValue, now: string): string {
  const id = find.get(...key)?.ROW_ID;
  if (typeof id !== 'string') throw new Error(`there is no row ${key.join(', ')}`);
  update.run(value, now, now, id);
  return id;
}
