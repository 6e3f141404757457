import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { logsDir, projectRoot } from './paths.mjs';
import { SetupError } from './setup-error.mjs';
import { forwardSignals } from './signals.mjs';

const LINES_SHOWN = 15;

/**
 * @typedef {object} RunOptions
 * @property {string} log name of the log; later commands of the same step append to it
 * @property {string} [cwd]
 * @property {Record<string, string | undefined>} [env] added to the environment; undefined removes
 * @property {number} [timeoutMs]
 * @property {(line: string) => void} [onLine]
 */

/** @param {string} log */
export const logPath = (log) => join(logsDir, `${log}.log`);

/** @param {string} log */
export function startLog(log) {
  mkdirSync(logsDir, { recursive: true });
  rmSync(logPath(log), { force: true });
}

/**
 * Runs a command with its output in a log. A failure names the log and shows its end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} options
 */
export async function runLogged(command, args, { log, cwd = projectRoot, env = {}, timeoutMs, onLine }) {
  mkdirSync(logsDir, { recursive: true });
  const file = createWriteStream(logPath(log), { flags: 'a' });
  file.write(`$ ${[command, ...args].join(' ')}\n`);
  /** @type {string[]} */
  const tail = [];
  /** @type {string | undefined} */
  const problem = await new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
    });
    const stopForwarding = forwardSignals(child);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        file.write(`${line}\n`);
        tail.push(line);
        if (tail.length > LINES_SHOWN) tail.shift();
        onLine?.(line);
      });
    }
    child.once('error', (error) => resolve(`It could not be started: ${error.message}`));
    child.once('close', (code, signal) => {
      stopForwarding();
      if (code === 0) resolve(undefined);
      else if (child.killed && timeoutMs) resolve(`It took longer than ${Math.round(timeoutMs / 1000)} seconds and was ended.`);
      else resolve(signal ? `It was ended by ${signal}.` : `It ended with code ${code}.`);
    });
  });
  await new Promise((resolve) => file.end(resolve));
  if (problem === undefined) return;
  throw new SetupError(
    [
      `This command failed: ${[command, ...args].join(' ').slice(0, 200)}`,
      problem,
      ...(tail.length > 0 ? ['Its last lines:', ...tail.map((line) => `  ${line}`)] : []),
      `The whole log: ${relative(projectRoot, logPath(log))}`,
    ].join('\n'),
  );
}
