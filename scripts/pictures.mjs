/**
 * Sets up what is missing, then takes pictures from the running program.
 *
 *   npm run pictures              those of the README
 *   npm run pictures -- states    each state of the workstation
 */

import { inProject } from './setup/paths.mjs';
import { FOR_START } from './setup/prepare.mjs';
import { runProgram } from './setup/run-program.mjs';

const program = process.argv[2] === 'states' ? 'states.ts' : 'take.ts';
await runProgram([...FOR_START, 'browser'], inProject('scripts', 'pictures', program));
