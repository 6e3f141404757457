/**
 * Sets up what is missing, then runs all checks and tests. A failing step does not keep the next from
 * running. The last line says how many tests passed and failed.
 *
 *   npm test
 *   npm test -- check | unit | e2e    only these steps
 */

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { pathWithServerNode } from './setup/node-version.mjs';
import { logsDir, projectRoot } from './setup/paths.mjs';
import { FOR_TESTS, prepareWhatCan, STEPS } from './setup/prepare.mjs';
import { elapsed } from './setup/progress.mjs';
import { exitWith, SetupError, show } from './setup/setup-error.mjs';
import { forwardSignals, wasInterrupted } from './setup/signals.mjs';
import { phrase, settle, sum } from './test/results.mjs';
import { TEST_STEPS } from './test/steps.mjs';

/** @typedef {import('./test/steps.mjs').TestStep} TestStep */

const started = performance.now();
const names = [...new Set(TEST_STEPS.map(({ name }) => name))];
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !names.includes(name));
if (unknown) exitWith(new SetupError(`There is no test step "${unknown}". The steps are: ${names.join(', ')}.`));

const steps = TEST_STEPS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const needs = FOR_TESTS.filter((need) => steps.some((step) => [...step.needs, ...(step.likes ?? [])].includes(need)));
const { env, failures } = await prepareWhatCan(needs, { onFailure: show }).catch(exitWith);
mkdirSync(logsDir, { recursive: true });

const results = [];
for (const step of steps) {
  if (wasInterrupted()) process.exit(130);
  console.log(`\n${step.title}`);
  const stepStarted = performance.now();
  const counts = await run(step);
  results.push({ title: step.title, counts, ms: performance.now() - stepStarted });
}
if (wasInterrupted()) process.exit(130);

const width = Math.max(...results.map(({ title }) => title.length));
console.log('\nSummary');
for (const { title, counts, ms } of results) {
  console.log(`  ${title.padEnd(width)}  ${`${(ms / 1000).toFixed(1)} s`.padStart(8)}  ${phrase(counts)}`);
}
const total = sum(results.map(({ counts }) => counts));
console.log(`  Elapsed: ${elapsed(performance.now() - started)}\n`);
console.log(phrase(total));
process.exitCode = total.failed === 0 ? 0 : 1;

/**
 * @param {TestStep} step
 * @returns {Promise<import('./test/results.mjs').Counts>}
 */
async function run(step) {
  const missing = step.needs.filter((need) => failures.has(need));
  if (missing.length > 0) {
    console.error(`Not run: ${missing.map((need) => STEPS[need].title).join(' and ')} could not be set up, as said above.`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  if (!step.report) {
    const endedWell = await runCommand(step);
    return { passed: endedWell ? 1 : 0, failed: endedWell ? 0 : 1, skipped: 0 };
  }
  rmSync(step.report.path, { force: true });
  const endedWell = await runCommand(step);
  return settle(readReport(step.report), endedWell);
}

/**
 * @param {TestStep} step
 * @returns {Promise<boolean>} whether it ended with code 0
 */
function runCommand(step) {
  const [command = '', ...args] = step.command();
  const child = spawn(command, args, {
    cwd: projectRoot,
    stdio: 'inherit',
    env: { ...process.env, PATH: pathWithServerNode(), ...env, ...step.env },
  });
  const stopForwarding = forwardSignals(child);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.once('exit', (code) => {
      stopForwarding();
      resolve(code === 0);
    });
  });
}

/** @param {NonNullable<TestStep['report']>} report */
function readReport({ path, read }) {
  try {
    return read(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
