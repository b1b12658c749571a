import type { Column, Table } from '../model/model.ts';
import {
  type ColumnReference,
  type Row,
  type Shape,
  type Stamp,
  type Store,
  type Transaction,
  UniqueViolation,
} from '../store/store.ts';
import { hashPassword } from './password-hash.ts';
import { canonicalLogin, checkLogin, checkPassword, type User, UserError } from './user.ts';

/** The tables that users are kept in. */
export interface UserTables {
  /** Ours: USER_ID, LOGIN, PASSWORD_HASH, STATUS_CD. */
  readonly CUT_USER: Table;
  /** Siebel's, of the model: LOGIN. */
  readonly S_USER: Table;
}

const ACTIVE = 'Active';
const DISABLED = 'Disabled';
const MOST_LISTED = 10_000;

/** Who may call: the users in the database. */
export class Users {
  readonly #store: Store;
  readonly #cutUser: Shape;
  readonly #siebelUser: Shape;
  #changes = 0;

  /** @throws RangeError when a table lacks a column that users need */
  constructor(store: Store, tables: UserTables) {
    this.#store = store;
    this.#cutUser = shapeOf(tables.CUT_USER, ['ROW_ID', 'LOGIN', 'USER_ID', 'PASSWORD_HASH', 'STATUS_CD']);
    this.#siebelUser = shapeOf(tables.S_USER, ['ROW_ID', 'LOGIN']);
  }

  /** How often users have been changed through this object; what was known of a user before is stale when it has gone up. */
  get changes(): number {
    return this.#changes;
  }

  /** The user with this login, in any case of letters. */
  async find(login: string): Promise<User | undefined> {
    const [rows] = await this.#store.read((reader) => reader.find([byLogin(this.#cutUser, canonicalLogin(login))]));
    return rows?.[0] && toUser(rows[0]);
  }

  /** All users, by login. */
  async list(): Promise<readonly User[]> {
    const everybody = { shape: this.#cutUser, condition: { kind: 'all', of: [] }, limit: MOST_LISTED } as const;
    const rows = await this.#store.read((reader) => reader.select(everybody));
    return rows.map(toUser).sort((a, b) => (a.login < b.login ? -1 : 1));
  }

  /**
   * Adds a user, and the S_USER row with this login unless there is one.
   * @throws UserError when the login is taken, or login or password cannot be used
   */
  async add(login: string, password: string): Promise<User> {
    checkLogin(login);
    checkPassword(password);
    const canonical = canonicalLogin(login);
    const passwordHash = await hashPassword(password);
    try {
      const userId = await this.#store.write((transaction) => this.#insert(transaction, canonical, passwordHash));
      return { login: canonical, userId, passwordHash, active: true };
    } catch (problem) {
      if (problem instanceof UniqueViolation)
        throw new UserError(`there is a user ${canonical} already`, { cause: problem });
      throw problem;
    }
  }

  /** @throws UserError when there is no such user, or the password cannot be used */
  async setPassword(login: string, password: string): Promise<void> {
    checkPassword(password);
    await this.#update(login, 'PASSWORD_HASH', await hashPassword(password));
  }

  /** @throws UserError when there is no such user */
  async disable(login: string): Promise<void> {
    await this.#update(login, 'STATUS_CD', DISABLED);
  }

  /** @throws UserError when there is no such user */
  async enable(login: string): Promise<void> {
    await this.#update(login, 'STATUS_CD', ACTIVE);
  }

  async #insert(transaction: Transaction, login: string, passwordHash: string): Promise<string> {
    const [known] = await transaction.find([byLogin(this.#siebelUser, login)]);
    const [rowId, newUserId] = await transaction.allocateRowIds(2);
    const userId = known?.[0]?.[0] ?? newUserId;
    if (rowId === undefined || userId === undefined) throw new RangeError('the store gave no ROW_IDs');
    const stamp = stampOf(userId);
    if (userId === newUserId) await insertRow(transaction, this.#siebelUser.table, userId, { LOGIN: login }, stamp);
    const values = { USER_ID: userId, LOGIN: login, PASSWORD_HASH: passwordHash, STATUS_CD: ACTIVE };
    await insertRow(transaction, this.#cutUser.table, rowId, values, stamp);
    return userId;
  }

  async #update(login: string, column: 'PASSWORD_HASH' | 'STATUS_CD', value: string): Promise<void> {
    const { table } = this.#cutUser;
    const canonical = canonicalLogin(login);
    await this.#store.write(async (transaction) => {
      const [rows] = await transaction.find([byLogin(this.#cutUser, canonical)]);
      const [rowId, , userId] = rows?.[0] ?? [];
      if (typeof rowId !== 'string' || typeof userId !== 'string') throw new UserError(`there is no user ${canonical}`);
      const change = { kind: 'update', table, rowId, columns: [columnOf(table, column)], values: [value] } as const;
      await transaction.apply([change], stampOf(userId));
    });
    this.#changes += 1;
  }
}

function shapeOf(table: Table, columns: readonly string[]): Shape {
  return { table, joins: [], where: [], columns: columns.map((name) => reference(table, name)) };
}

function reference(table: Table, name: string): ColumnReference {
  return { alias: 't', column: columnOf(table, name) };
}

function columnOf(table: Table, name: string): Column {
  const column = table.columns.get(name);
  if (column === undefined) throw new RangeError(`table ${table.name} has no column ${name}`);
  return column;
}

function byLogin(shape: Shape, login: string) {
  return { shape, by: [reference(shape.table, 'LOGIN')], keys: [[login]] };
}

function toUser([, login, userId, passwordHash, status]: Row): User {
  return { login: login ?? '', userId: userId ?? '', passwordHash: passwordHash ?? '', active: status === ACTIVE };
}

async function insertRow(
  transaction: Transaction,
  table: Table,
  rowId: string,
  values: Readonly<Record<string, string>>,
  stamp: Stamp,
): Promise<void> {
  const columns = Object.keys(values).map((name) => columnOf(table, name));
  await transaction.apply([{ kind: 'insert', table, rowId, columns, values: Object.values(values) }], stamp);
}

/** Users keep themselves: nobody is logged in where they are added. */
function stampOf(userId: string): Stamp {
  return { by: userId, source: 'user' };
}
