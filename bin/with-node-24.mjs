/*
 * node bin/with-node-24.mjs <command> [argument...]: runs a development command with a Node.js that is new enough first on the path, whichever
 * Node.js and npm the machine has.
 */
import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { broughtNode, isNewEnough, NO_NODE } from './brought-node.mjs';

const program = isNewEnough ? process.execPath : broughtNode();
if (program === undefined) {
  process.stderr.write(NO_NODE);
  process.exitCode = 1;
} else {
  const [command, ...args] = process.argv.slice(2);
  const child = spawn(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, PATH: [dirname(program), process.env.PATH].join(delimiter) },
  });
  child.on('error', (error) => {
    process.stderr.write(`${command} does not start: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
