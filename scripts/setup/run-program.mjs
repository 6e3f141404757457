import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { pathWithServerNode, SERVER_NODE_OPTIONS, serverNode } from './node-version.mjs';
import { projectRoot } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { exitWith } from './setup-error.mjs';
import { forwardSignals } from './signals.mjs';

/**
 * Sets up what a program in TypeScript needs, then runs it with the server's Node in this one's place.
 *
 * @param {import('./prepare.mjs').StepName[]} needs
 * @param {string} program
 * @param {string[]} [args]
 */
export async function runProgram(needs, program, args = []) {
  const env = await prepare(needs).catch(exitWith);
  const child = spawn(serverNode(), [...SERVER_NODE_OPTIONS, program, ...args], {
    cwd: projectRoot,
    stdio: 'inherit',
    env: { ...process.env, PATH: pathWithServerNode(), ...env },
  });
  forwardSignals(child);
  child.once('error', exitWith);
  child.once('exit', (code, signal) => {
    process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1));
  });
}
