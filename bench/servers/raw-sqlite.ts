/**
 * The writes alone: a loop over node:sqlite that finds and updates the five rows of an account, for `seconds`, `group` accounts in each commit.
 * Arguments: path of a copy of the service's database, group, seconds, number of accounts, first turn. Prints accounts a second.
 */
import { DatabaseSync } from 'node:sqlite';
import { AccountRows } from '../account-rows.ts';
import { accountLabel, mark } from '../messages.ts';

const [path = '', ...numbers] = process.argv.slice(2);
const [group = 1, seconds = 1, accounts = 1, firstTurn = 0] = numbers.map(Number);
const database = new DatabaseSync(path);
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
const rows = new AccountRows(database);

let turn = firstTurn;
const start = performance.now();
while (performance.now() < start + seconds * 1000) {
  database.exec('BEGIN IMMEDIATE');
  for (let written = 0; written < group; written += 1) {
    turn += 1;
    rows.update({
      account: accountLabel(turn % accounts),
      description: mark(turn),
      jobTitle: `Buyer ${turn}`,
      addressName: `Harbour ${turn}`,
      billingAccount: `9001${turn}`,
      creditLimit: turn + 0.5,
    });
  }
  database.exec('COMMIT');
}
process.stdout.write(String((turn - firstTurn) / ((performance.now() - start) / 1000)));
database.close();
