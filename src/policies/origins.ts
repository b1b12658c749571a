import type { Partner } from '../model/partner.ts';
import { CUT_USER } from '../store/cut-tables.ts';
import type { Reader } from '../store/store.ts';
import { referenceTo, shapeOf } from '../store/table-columns.ts';

/** The partners that call us as users, by ROW_ID of the S_USER row: a change made by one of these users has come from the partner. */
export async function partnersByUser(
  reader: Reader,
  partners: readonly Partner[],
): Promise<ReadonlyMap<string, string>> {
  const byLogin = new Map(partners.flatMap(({ name, logins = [] }) => logins.map((login) => [login, name] as const)));
  if (byLogin.size === 0) return new Map();
  const keys = [...byLogin.keys()].map((login) => [login]);
  const [rows = []] = await reader.find([{ shape: USERS, by: [referenceTo(CUT_USER, 'LOGIN')], keys, lock: 'none' }]);
  return new Map(
    rows.flatMap(([login, userId]) => {
      const partner = byLogin.get(login ?? '');
      return partner === undefined || !userId ? [] : [[userId, partner] as const];
    }),
  );
}

const USERS = shapeOf(CUT_USER, ['LOGIN', 'USER_ID']);
