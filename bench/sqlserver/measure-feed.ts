import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountDocument } from '../messages.ts';
import { runScript } from '../processes.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'bin', 'cut-adapter.mjs');

/**
 * Feeds new accounts to the database that the environment names.
 * @returns the seconds that the work on the feed took, the start of the process not among them
 * @throws Error when an account is rejected
 */
export async function measureFeed(directory: string, numbers: readonly number[], url: string): Promise<number> {
  const file = join(directory, `feed-${numbers[0]}.xml`);
  writeFileSync(file, `<Feed>${numbers.map((number) => accountDocument(number, number)).join('\n')}</Feed>`);
  const output = await runScript(MAIN, ['feed', file, '--format', 'json'], {
    CUT_DATABASE_URL: url,
    CUT_DATA_DIR: directory,
  });
  const { objects, rejected, duration } = JSON.parse(output);
  if (objects !== numbers.length || rejected > 0) throw new Error(`${rejected} of ${objects} accounts were rejected`);
  return duration / 1000;
}
