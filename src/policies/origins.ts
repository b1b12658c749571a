import type { Partner } from '../model/partner.ts';
import { PartnerUsers } from '../outbound/partner-users.ts';
import { CUT_USER } from '../store/cut-tables.ts';
import type { Find, Reader, Row } from '../store/store.ts';
import { referenceTo, shapeOf } from '../store/table-columns.ts';

/**
 * The partners whose changes can be told, by ROW_ID of the S_USER row: a change made by one of these users has come from the partner. They are the users as whom it
 * calls us, and the one in whose name its answers are written.
 */
export async function partnersByUser(
  reader: Reader,
  partners: readonly Partner[],
  partnerUsers: PartnerUsers,
): Promise<ReadonlyMap<string, string>> {
  const calling = new Map(partners.flatMap(({ name, logins = [] }) => logins.map((login) => [login, name] as const)));
  const answering = new Map(
    partners
      .filter(({ receives }) => receives.some(({ answer }) => answer !== undefined))
      .map(({ name }) => [PartnerUsers.loginOf(name), name] as const),
  );
  if (calling.size === 0 && answering.size === 0) return new Map();
  const [callers = [], answerers = []] = await reader.find([
    findCallers([...calling.keys()]),
    { ...partnerUsers.find([...answering.values()]), lock: 'none' },
  ]);
  return new Map([...byUserId(callers, calling), ...byUserId(answerers, answering)]);
}

function findCallers(logins: readonly string[]): Find {
  return { shape: CALLERS, by: [LOGIN], keys: logins.map((login) => [login]), lock: 'none' };
}

function byUserId(
  rows: readonly Row[],
  partnersByLogin: ReadonlyMap<string, string>,
): readonly (readonly [userId: string, partner: string])[] {
  return rows.flatMap(([login, userId]) => {
    const partner = partnersByLogin.get(login ?? '');
    return userId && partner !== undefined ? [[userId, partner]] : [];
  });
}

const LOGIN = referenceTo(CUT_USER, 'LOGIN');
const CALLERS = shapeOf(CUT_USER, ['LOGIN', 'USER_ID']);
