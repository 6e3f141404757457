/**
 * Sets up what is missing, then runs a benchmark of bench/.
 *
 *   npm run bench:abuse [-- SECONDS]
 *   npm run bench:call [-- CALLS]
 *   npm run bench:dashboard
 *   npm run bench:interaction [-- CALLS]
 *   npm run bench:media [-- CONVERSATIONS ...]
 *   npm run bench:proof
 *   npm run bench:reports [-- CALLS]
 *   npm run bench:routing [-- PART ...]
 *   npm run bench:sockets [-- CALLERS AGENTS]
 *   npm run bench:steady [-- --minutes N] [--rate CALLS]
 */

import { existsSync } from 'node:fs';
import { inProject } from './setup/paths.mjs';
import { FOR_START } from './setup/prepare.mjs';
import { runProgram } from './setup/run-program.mjs';
import { exitWith, SetupError } from './setup/setup-error.mjs';

const [name = '', ...args] = process.argv.slice(2);
const program = inProject('bench', `${name}.ts`);
if (!/^[\w-]+$/.test(name) || !existsSync(program)) exitWith(new SetupError(`There is no benchmark "${name}" in bench/.`));

/** @type {Record<string, import('./setup/prepare.mjs').StepName[]>} */
const NEEDS = {
  abuse: ['dependencies', 'prismaClient', 'mediaWorker'],
  call: [...FOR_START, 'browser'],
  dashboard: ['dependencies', 'prismaClient'],
  interaction: [...FOR_START, 'browser'],
  media: ['dependencies', 'mediaWorker'],
  proof: ['dependencies', 'browser'],
  reports: ['dependencies', 'prismaClient', 'postgres'],
  routing: ['dependencies', 'prismaClient', 'postgres'],
  sockets: ['dependencies', 'prismaClient', 'mediaWorker', 'postgres', 'redis'],
  steady: ['dependencies', 'prismaClient', 'mediaWorker', 'postgres'],
};

await runProgram(NEEDS[name] ?? FOR_START, program, args);
