import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Server {
  readonly url: string;
  readonly pid: number;
  /** Milliseconds from spawn to the first line with an address. */
  readonly startMilliseconds: number;
  stop(): Promise<void>;
}

/** Starts a server process and waits for the line that tells its address. */
export async function startServer(
  script: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Server> {
  const started = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await firstAddress(child);
  const startMilliseconds = performance.now() - started;
  return {
    url,
    pid: child.pid ?? 0,
    startMilliseconds,
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function firstAddress(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the server has no standard output');
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
    if (address !== null) {
      child.stdout.resume();
      return address[0];
    }
  }
  throw new Error('the server ended before it told its address');
}

/** Runs a script to its end and gives what it printed. */
export async function runScript(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${script} ended with ${code}`);
  return output;
}
