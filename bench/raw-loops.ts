import { join } from 'node:path';
import { runScript } from './processes.ts';
import type { Systems } from './systems.ts';

/** Messages in a commit: one, and as many as a group commit has at most with so many connections. */
const GROUPS = [1, 64];
const FIRST_TURN = 900_000_000;

/** What node:sqlite writes when it does nothing else, one message after the other; said beside the table, since no server can be compared with it. */
export async function measureRawLoops(
  systems: Systems,
  population: number,
  { seconds }: { readonly seconds: number },
): Promise<string> {
  const path = systems.copy('raw');
  let text = '\n';
  for (const group of GROUPS) {
    const args = [path, group, seconds, population, FIRST_TURN].map(String);
    const rate = Number(await runScript(join(import.meta.dirname, 'servers', 'raw-sqlite.ts'), args));
    text += `raw node:sqlite loop, ${group} messages in a commit: ${rate.toFixed(0)} /s\n`;
  }
  return text;
}
