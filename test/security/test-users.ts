import { Users } from '../../src/security/users.ts';
import { CUT_USER } from '../../src/store/cut-tables.ts';
import type { Store } from '../../src/store/store.ts';
import { model } from '../support/model.ts';

/** The users of a database, as a process of its own would see them. */
export function usersOf(store: Store): Users {
  return new Users(store, { CUT_USER, S_USER: tableOf('S_USER') });
}

export function tableOf(name: string) {
  const table = model.tables.get(name);
  if (table === undefined) throw new RangeError(`no table ${name}`);
  return table;
}
