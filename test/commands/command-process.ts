import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseEnvironment } from '../support/database-place.ts';

export const ROOT = join(import.meta.dirname, '..', '..');
const MAIN = join(ROOT, 'src', 'main.ts');
const RUN_ALL = join(import.meta.dirname, 'run-all.ts');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** What standard input holds. */
  readonly input?: string;
}

/** Runs the command line in a process of its own, to its end. */
export async function cutAdapter(
  args: readonly string[],
  { environment = {}, input = '' }: CommandOptions = {},
): Promise<Ended> {
  const started = startCutAdapter(args, environment);
  started.child.stdin?.on('error', () => {}).end(input);
  return started.ended;
}

/** Runs many commands that need no standard input, one after another in one process; how each ended, in the same order. */
export async function cutAdapterAll(
  all: readonly (readonly string[])[],
  environment: Readonly<Record<string, string>> = {},
): Promise<readonly Ended[]> {
  const program = [process.execPath, '--disable-warning=ExperimentalWarning', RUN_ALL] as const;
  const { stdout, stderr } = await startCutAdapter([JSON.stringify(all)], environment, program).ended;
  if (stderr !== '') throw new Error(stderr);
  return JSON.parse(stdout) as readonly Ended[];
}

export interface Started {
  readonly child: ChildProcess;
  /** What it has written to standard output so far. */
  output(): string;
  readonly ended: Promise<Ended>;
}

/** Starts the command line; `program` and `first` run it by other means than the source. */
export function startCutAdapter(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  [program, ...first]: readonly [string, ...string[]] = [
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    MAIN,
  ],
): Started {
  const { CUT_DATA_DIR } = environment;
  const database = CUT_DATA_DIR === undefined ? {} : databaseEnvironment(CUT_DATA_DIR);
  const { CUT_TEST_MSSQL_URL, ...inherited } = process.env;
  const env = { CUT_THREADS: '1', ...inherited, ...database, ...environment };
  const child = spawn(program, [...first, ...args], { cwd: ROOT, env });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, stdout, stderr }));
  return { child, output: () => stdout, ended };
}

/** A directory that is gone when it is disposed of. */
export function temporaryDirectory(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'cut-commands-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
