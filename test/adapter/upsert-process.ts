/**
 * Upserts the accounts of a database for a while, eight at a time, each with its children, in turn with others who do the same.
 * Arguments: path of the database, name of this process, seconds. Prints a {@link UpsertReport} as JSON.
 */
import { SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import { SqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Transaction } from '../../src/store/store.ts';
import { STAMP } from '../support/database.ts';
import { fieldValue, instanceList, type Sketch } from '../support/instances.ts';
import { integrationObject, model } from '../support/model.ts';

export interface UpsertReport {
  /** By account number, how often this process has counted it up. */
  readonly counted: readonly number[];
  /** By account number, the last value in the field of this process. */
  readonly marks: readonly (string | null)[];
  /** What reached the caller. */
  readonly errors: readonly string[];
}

const ACCOUNTS = 100;
const WORKERS = 8;

const [path = '', name = '', seconds = '2'] = process.argv.slice(2);
const object = integrationObject('CUT Sample Account IO');
const store = await SqliteStore.open({ path, tables: model.tables.values() });
const adapter = new SiebelAdapter(model, { queryLimit: 10 });
const counted = Array.from({ length: ACCOUNTS }, () => 0);
const marks: (string | null)[] = counted.map(() => null);
const errors: string[] = [];
const end = performance.now() + Number(seconds) * 1000;
let turn = 0;

await Promise.all(Array.from({ length: WORKERS }, work));
await store.close();
const report: UpsertReport = { counted, marks, errors };
process.stdout.write(JSON.stringify(report));

async function work(): Promise<void> {
  while (performance.now() < end) {
    turn += 1;
    // Neither process may always be the first one at an account.
    const number = name === 'one' ? turn % ACCOUNTS : ACCOUNTS - 1 - (turn % ACCOUNTS);
    const own = turn;
    try {
      await store.write((transaction) => mark(transaction, number, own));
      marks[number] = String(own);
      await store.write((transaction) => countUp(transaction, number));
      counted[number] = (counted[number] ?? 0) + 1;
    } catch (error) {
      errors.push(String(error));
    }
  }
}

/** Writes the field that is this process's own, and children that both processes send. */
async function mark(transaction: Transaction, number: number, own: number): Promise<void> {
  await upsert(transaction, number, {
    Name: `Account ${number}`,
    Location: 'HQ',
    'Account Type Code': 'Customer',
    Type: 'Business',
    'Currency Code': 'EUR',
    [name === 'one' ? 'Alias' : 'Description']: String(own),
    'Related Contact': [
      { 'Person UId': `C-${number}`, 'First Name': 'Maija', 'Last Name': 'Aho', 'Job Title': `${name} ${own}` },
    ],
    'Business Address': [{ 'Integration Id': `A-${number}`, 'Address Name': `${name} ${own}` }],
    'Account Synonym': [{ Synonym: 'both' }, { Synonym: name }],
  });
}

/** Reads the record and writes it back with its Mod Id. */
async function countUp(transaction: Transaction, number: number): Promise<void> {
  const { roots } = await adapter.query(transaction, object, { searchSpec: `[Integration Id] = "N-${number}"` });
  const days = Number(fieldValue(roots[0], 'Credit Days') ?? 0);
  const modId = fieldValue(roots[0], 'Mod Id') ?? '';
  await upsert(transaction, number, { 'Mod Id': modId, 'Credit Days': String(days + 1) });
}

async function upsert(transaction: Transaction, number: number, sketch: Sketch): Promise<void> {
  const list = instanceList(object, { 'Integration Id': `N-${number}`, ...sketch });
  await adapter.write(transaction, list, { method: 'Upsert', stamp: STAMP });
}
