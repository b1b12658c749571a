import type { Partner } from '../model/partner.ts';
import { CUT_USER } from '../store/cut-tables.ts';
import type { Reader } from '../store/store.ts';
import { referenceTo, shapeOf } from '../store/table-columns.ts';

/** The partners that call us as users, by ROW_ID of the S_USER row: a change made by one of these users has come from the partner. */
export async function partnersByUser(
  reader: Reader,
  partners: readonly Partner[],
): Promise<ReadonlyMap<string, string>> {
  const calling = partners.flatMap(({ name, logins = [] }) => logins.map((login) => ({ name, login })));
  if (calling.length === 0) return new Map();
  const keys = calling.map(({ login }) => [login]);
  const [rows = []] = await reader.find([{ shape: USERS, by: [referenceTo(CUT_USER, 'LOGIN')], keys, lock: 'none' }]);
  const userIds = new Map(rows.map(([login, userId]) => [login, userId]));
  return new Map(
    calling.flatMap(({ name, login }) => {
      const userId = userIds.get(login);
      return userId ? [[userId, name] as const] : [];
    }),
  );
}

const USERS = shapeOf(CUT_USER, ['LOGIN', 'USER_ID']);
