import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SoapElement } from './soap-elements.ts';

export interface ZeepTask {
  readonly wsdl: string;
  readonly user: string;
  readonly password: string;
  readonly calls: readonly { readonly operation: string; readonly input: SoapElement }[];
}

export interface ZeepAnswers {
  readonly port: string;
  readonly answers: readonly ZeepAnswer[];
}

export interface ZeepAnswer {
  readonly operation: string;
  readonly output?: SoapElement;
  readonly error?: string;
}

/** A Python that has zeep: the one on the path, or that of the system, for which Debian has the package python3-zeep. */
export function findPythonWithZeep(): string | undefined {
  return ['python3', '/usr/bin/python3'].find((python) => spawnSync(python, ['-c', 'import zeep']).status === 0);
}

/** The calls at every port of the WSDL's service. */
export async function callWithZeep(python: string, task: ZeepTask): Promise<readonly ZeepAnswers[]> {
  const child = spawn(python, [join(import.meta.dirname, 'zeep_client.py')], { stdio: ['pipe', 'pipe', 'pipe'] });
  const output = collect(child.stdout);
  const complaints = collect(child.stderr);
  child.stdin.end(JSON.stringify(task));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`zeep ended with ${code}: ${complaints.join('')}`);
  return JSON.parse(output.join(''));
}

function collect(stream: NodeJS.ReadableStream): string[] {
  const chunks: string[] = [];
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => chunks.push(chunk));
  return chunks;
}
