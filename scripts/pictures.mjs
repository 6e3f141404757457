/**
 * Sets up what is missing, then takes pictures from the running program.
 *
 *   npm run pictures              those of the README
 *   npm run pictures -- states    each state of the workstation
 *   npm run pictures -- room      each page of the supervisor's room
 */

import { inProject } from './setup/paths.mjs';
import { FOR_START } from './setup/prepare.mjs';
import { runProgram } from './setup/run-program.mjs';

const PROGRAMS = { states: 'states.ts', room: 'room.ts' };
const program = PROGRAMS[process.argv[2]] ?? 'take.ts';
await runProgram([...FOR_START, 'browser'], inProject('scripts', 'pictures', program));
