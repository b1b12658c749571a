import { DatabaseSync } from 'node:sqlite';
import { accountLabel, getAccount, mark, receiveAccount } from './messages.ts';

/** Requests under way at once. */
const AT_ONCE = 32;

/** The accounts of a service that takes messages at `url`. */
export class StoredAccounts {
  readonly #url: string;
  readonly #authorization: string;

  constructor(url: string, authorization: string) {
    this.#url = url;
    this.#authorization = authorization;
  }

  /** Sends an account of each number. @returns their row ids */
  async add(numbers: readonly number[]): Promise<readonly string[]> {
    const objectIds = await inTurns(numbers, async (account) => {
      const answer = await this.post(receiveAccount(account, account));
      return /<Object_spcId>([^<]+)</.exec(answer)?.[1] ?? '';
    });
    if (objectIds.includes('')) throw new Error('the accounts could not be set up');
    return objectIds;
  }

  /** How many of the accounts do not hold what was sent last. */
  async countWrong(objectIds: readonly string[], lastTurns: ReadonlyMap<string, number>): Promise<number> {
    const right = await inTurns([...lastTurns], async ([account, turn]) => {
      const answer = await this.post(getAccount(objectIds[Number(account)] ?? ''));
      return answer.includes(`<Description>${mark(turn)}</Description>`) && answer.includes(`>Buyer ${turn}<`);
    });
    return right.filter((isRight) => !isRight).length;
  }

  async post(body: string): Promise<string> {
    const headers = { 'content-type': 'text/xml', authorization: this.#authorization };
    const response = await fetch(this.#url, { method: 'POST', body, headers });
    const text = await response.text();
    if (response.status !== 200) throw new Error(text.slice(0, 1000));
    return text;
  }
}

/** How many of the accounts in a compared system's database do not hold what was sent last. */
export function countWrongRows(path: string, lastTurns: ReadonlyMap<string, number>): number {
  const database = new DatabaseSync(path, { readOnly: true });
  const find = database.prepare('SELECT DESC_TEXT FROM S_ORG_EXT WHERE INTEGRATION_ID = ?');
  const wrong = [...lastTurns].filter(
    ([account, turn]) => find.get(`BENCH-${accountLabel(Number(account))}`)?.DESC_TEXT !== mark(turn),
  );
  database.close();
  return wrong.length;
}

/** A copy of a database that may be in use. */
export function copyDatabase(path: string, to: string): void {
  const database = new DatabaseSync(path, { readOnly: true });
  database.prepare('VACUUM INTO ?').run(to);
  database.close();
}

async function inTurns<T, R>(things: readonly T[], work: (thing: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let first = 0; first < things.length; first += AT_ONCE) {
    results.push(...(await Promise.all(things.slice(first, first + AT_ONCE).map(work))));
  }
  return results;
}
