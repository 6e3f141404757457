/**
 * Sets up what is missing, then takes pictures from the running program.
 *
 *   npm run pictures              those of the README
 *   npm run pictures -- states    each state of the workstation
 *   npm run pictures -- room      each page of the supervisor's room
 *   npm run pictures -- widget    each state of the widget; with a folder, there and in all languages; with names, those scenes
 */

import { inProject } from './setup/paths.mjs';
import { FOR_START } from './setup/prepare.mjs';
import { runProgram } from './setup/run-program.mjs';

const PROGRAMS = { states: 'states.ts', room: 'room.ts', widget: 'widget.ts' };
const program = PROGRAMS[process.argv[2]] ?? 'take.ts';
await runProgram([...FOR_START, 'browser'], inProject('scripts', 'pictures', program), process.argv.slice(3));
