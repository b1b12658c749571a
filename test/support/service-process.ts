import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseEnvironment, removeSchema } from './database-place.ts';

export const ADMIN = { name: 'SADMIN', password: 'a password for tests' } as const;

/** The service as its users run it: a process of its own, with a database of its own. */
export interface ServiceProcess {
  /** `http://127.0.0.1:40123` */
  readonly url: string;
  readonly dataDirectory: string;
  readonly pid: number | undefined;
  /** Asks it to stop, waits for that, and removes its data; the exit code. */
  stop(): Promise<number | null>;
  /** Ends it without warning; its data stay. */
  kill(): Promise<void>;
}

const ROOT = join(import.meta.dirname, '..', '..');
/** Of a start on a machine that has much else to do. */
const PATIENCE = 180_000;

/**
 * Starts `serve` on a free port and waits until it is ready.
 * @param dataDirectory of an earlier process, to go on with its database; a new one by default
 */
export async function startService(
  environment: Readonly<Record<string, string>> = {},
  dataDirectory = mkdtempSync(join(tmpdir(), 'cut-service-')),
): Promise<ServiceProcess> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(ROOT, 'src', 'main.ts'), 'serve'],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        CUT_PORT: '0',
        CUT_DATA_DIR: dataDirectory,
        ...('CUT_DATABASE_URL' in environment ? {} : databaseEnvironment(dataDirectory)),
        CUT_ADMIN_PASSWORD: ADMIN.password,
        CUT_LOG_LEVEL: 'warn',
        CUT_THREADS: process.env.CUT_THREADS ?? '1',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const url = await address(child);
  await ready(url);
  return {
    url,
    dataDirectory,
    pid: child.pid,
    async stop() {
      const code = await end(child, 'SIGTERM');
      await removeSchema(dataDirectory);
      rmSync(dataDirectory, { recursive: true, force: true });
      return code;
    },
    async kill() {
      await end(child, 'SIGKILL');
    },
  };
}

/** The value of header Authorization for the first user. */
export const BASIC = `Basic ${Buffer.from(`${ADMIN.name}:${ADMIN.password}`).toString('base64')}`;

async function address(child: ChildProcess): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    const patience = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the service did not say where it is:\n${output}`));
    }, PATIENCE);
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output);
      if (found === null) return;
      clearTimeout(patience);
      resolve(found[0]);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(patience);
      reject(new Error(`the service ended with ${code}:\n${output}`));
    });
  });
}

async function ready(url: string): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    const response = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (response?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the service did not get ready');
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  }
  return child.exitCode;
}
