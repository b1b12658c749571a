#!/usr/bin/env node
/*
 * Starts the service with a Node.js that is new enough: this one, or the one that npm brought along for this platform. Runs the compiled
 * code where there is some, else the source. Plain JavaScript, so that any Node.js from 18 on gets as far as this.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as module from 'node:module';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { broughtNode, isNewEnough, NO_NODE } from './brought-node.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compiled = join(root, 'dist', 'main.js');
const main = existsSync(compiled) ? compiled : join(root, 'src', 'main.ts');

/** Tells a process that it is the child of a launcher. */
const LAUNCHED = 'LAUNCHED_BY_CUT_ADAPTER';

const node = isNewEnough ? process.execPath : broughtNode();
if (isNewEnough) {
  await runHere();
} else if (node === undefined) {
  process.stderr.write(NO_NODE);
  process.exitCode = 1;
} else {
  runWith(node);
}

/** In this process, without the warnings that node:sqlite and type stripping are young. What Node compiles is kept for the next start. */
async function runHere() {
  if (process.env[LAUNCHED] !== undefined) stopWithLauncher();
  const cache = cacheDirectory();
  if (cache !== undefined) {
    module.enableCompileCache(cache);
    // Its threads find it there.
    process.env.NODE_COMPILE_CACHE ??= cache;
  }
  const emitWarning = process.emitWarning;
  process.emitWarning = (warning, ...rest) => {
    const type = typeof rest[0] === 'object' ? rest[0]?.type : rest[0];
    if (type !== 'ExperimentalWarning') emitWarning.call(process, warning, ...rest);
  };
  await import(pathToFileURL(main).href);
}

function stopWithLauncher() {
  delete process.env[LAUNCHED];
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel?.unref();
}

/** Not the directory for temporary files, which is Node's own choice: there, others could put something for us to run. */
function cacheDirectory() {
  try {
    const given = process.env.XDG_CACHE_HOME ?? '';
    return join(isAbsolute(given) ? given : join(homedir(), '.cache'), 'cut-adapter');
  } catch {
    // A user whom the system does not know has no home.
    return undefined;
  }
}

/**
 * In a process of its own, which gets the signals of this one and gives it its exit code; when this one is killed, it hears of that by the end of the channel between them, and stops.
 */
function runWith(node) {
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
  const env = { ...process.env, [LAUNCHED]: '1' };
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio, env });
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
