/**
 * Runs the command lines in its first argument, a JSON list of lists of arguments, one after another in this one process, and prints how each ended, as a JSON list of
 * `Ended`. Most of what a short command takes is the start of its process.
 */
import { runCommandLine } from '../../src/commands/command-line.ts';
import type { Ended } from './command-process.ts';

const all = JSON.parse(process.argv[2] ?? '[]') as readonly (readonly string[])[];
const print = process.stdout.write.bind(process.stdout);
const ended: Ended[] = [];
for (const args of all) ended.push(await run(args));
process.exitCode = 0;
print(JSON.stringify(ended));

async function run(args: readonly string[]): Promise<Ended> {
  const stdout = capture(process.stdout);
  const stderr = capture(process.stderr);
  process.exitCode = 0;
  await runCommandLine(['node', 'cut-adapter', ...args]);
  process.stdout.removeAllListeners('error');
  return { code: Number(process.exitCode), stdout: stdout.join(''), stderr: stderr.join('') };
}

function capture(stream: NodeJS.WriteStream): readonly string[] {
  const chunks: string[] = [];
  stream.write = (chunk: string | Uint8Array): boolean => chunks.push(String(chunk)) > 0;
  return chunks;
}
