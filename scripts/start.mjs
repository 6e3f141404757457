/**
 * Sets up what is missing, then runs the server in its place.
 *
 *   npm start [-- options of the server]
 */

import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { SERVER_NODE_OPTIONS, serverNode } from './setup/node-version.mjs';
import { inProject, projectRoot } from './setup/paths.mjs';
import { FOR_START, prepare } from './setup/prepare.mjs';
import { exitWith } from './setup/setup-error.mjs';
import { forwardSignals } from './setup/signals.mjs';

const env = await prepare(FOR_START).catch(exitWith);

const server = spawn(serverNode(), [...SERVER_NODE_OPTIONS, inProject('server', 'index.ts'), ...process.argv.slice(2)], {
  cwd: projectRoot,
  stdio: 'inherit',
  env: { NODE_ENV: 'production', ...process.env, ...env },
});

forwardSignals(server);
server.once('error', exitWith);
server.once('exit', (code, signal) => {
  process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1));
});
